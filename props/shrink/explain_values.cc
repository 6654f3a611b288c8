// Settings, links, roles, and what a fault is like: numbers by intervals, choices one by one.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "props/shrink/asking.h"
#include "props/shrink/fields.h"

namespace confab::props {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using sim::Scenario;

// Identity and origin; times and words are looked at elsewhere.
bool IsLeftOut(const FieldDescriptor& field) {
  constexpr std::string_view kNames[] = {
      "Scenario.format", "Scenario.expect", "Scenario.from", "Scenario.heal",  "Scenario.account",
      "Action.t_ns",     "Action.client",   "Fault.from_ns", "Fault.until_ns", "Limits.end_ns"};
  const bool is_named =
      std::find(std::begin(kNames), std::end(kNames), NameInFile(field)) != std::end(kNames);
  const bool is_text = field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  return is_named || field.name() == "id" || is_text;
}

uint64_t MaxOf(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ? UINT32_MAX : INT64_MAX;
}

// "action 2", "config"; and what of it: "auth.silent_after".
struct Place {
  std::string thing;
  std::string field;
};

uint32_t IdOf(const Message& item) {
  const FieldDescriptor* id = item.GetDescriptor()->FindFieldByName("id");
  return id == nullptr ? 0 : item.GetReflection()->GetUInt32(item, id);
}

Place PlaceOf(const Scenario& scenario, const Path& path) {
  const Turn& first = path.front();
  if (path.size() == 1) return {"scenario", first.field->name()};
  Place place{first.field->name(), ""};
  if (first.field->is_repeated()) {
    const auto& reflection = *scenario.GetReflection();
    const Message& item = reflection.GetRepeatedMessage(scenario, first.field, first.index);
    place.thing = absl::StrCat(place.thing, " ", IdOf(item));
  }
  for (size_t i = 1; i < path.size(); ++i) {
    absl::StrAppend(&place.field, i > 1 ? "." : "", path[i].field->name());
  }
  return place;
}

template <typename Change>
Answer AskChanged(Asking& asking, const Path& path, Change change) {
  Scenario variant = asking.scenario();
  Message* message = Follow(&variant, path);
  if (message == nullptr) return Answer::kImpossible;
  change(*message, *path.back().field);
  return asking.Ask(variant);
}

void ExplainNumber(Asking& asking, const Path& path, int64_t value, Leeway leeway,
                   std::vector<Leeway>& out) {
  const FieldDescriptor& field = *path.back().field;
  const bool is_signed = absl::StrContains(field.full_name(), "ClockStep");
  const auto ask = [&](int64_t number) {
    return AskChanged(asking, path, [number](Message& message, const FieldDescriptor& it) {
      SetNumber(message, it, number);
    });
  };
  leeway.value = absl::StrCat(value);
  leeway.scope = Scope::kInterval;
  leeway.interval = FindInterval(value, is_signed ? INT64_MIN / 2 : 0,
                                 static_cast<int64_t>(MaxOf(field) / 2), ask);
  if (leeway.interval.is_everything()) leeway.scope = Scope::kAny;
  if (leeway.interval.low == leeway.interval.high && !leeway.interval.recurs) {
    leeway.scope = Scope::kExactly;
  }
  if (!asking.is_over()) out.push_back(std::move(leeway));
}

// The other values of a choice that fail as well.
void ExplainChoice(Asking& asking, const Path& path, int value, Leeway leeway,
                   std::vector<Leeway>& out) {
  const auto& type = *path.back().field->enum_type();
  int others = 0;
  for (int i = 0; i < type.value_count(); ++i) {
    const int number = type.value(i)->number();
    if (number == value) continue;
    ++others;
    const auto set = [number](Message& message, const FieldDescriptor& it) {
      message.GetReflection()->SetEnumValue(&message, &it, number);
    };
    if (AskChanged(asking, path, set) != Answer::kTrue) continue;
    leeway.choices.push_back(absl::AsciiStrToLower(type.value(i)->name()));
  }
  const auto* own = type.FindValueByNumber(value);
  leeway.value = own == nullptr ? absl::StrCat(value) : absl::AsciiStrToLower(own->name());
  if (!leeway.choices.empty()) leeway.scope = Scope::kOneOf;
  if (static_cast<int>(leeway.choices.size()) == others) leeway.scope = Scope::kAny;
  if (!asking.is_over()) out.push_back(std::move(leeway));
}

void ExplainSwitch(Asking& asking, const Path& path, bool value, Leeway leeway,
                   std::vector<Leeway>& out) {
  const auto turn = [value](Message& message, const FieldDescriptor& it) {
    message.GetReflection()->SetBool(&message, &it, !value);
  };
  leeway.value = value ? "true" : "false";
  if (AskChanged(asking, path, turn) == Answer::kTrue) leeway.scope = Scope::kAny;
  if (!asking.is_over()) out.push_back(std::move(leeway));
}

// Whom a fault concerns: everybody, or anybody else.
void ExplainWhom(Asking& asking, const Path& path, uint32_t value, Leeway leeway,
                 std::vector<Leeway>& out) {
  const int clients = asking.scenario().client_size();
  for (int i = -1; i < clients; ++i) {
    const uint32_t id = i < 0 ? 0 : asking.scenario().client(i).id();
    if (id == value) continue;
    const auto set = [id](Message& message, const FieldDescriptor& it) {
      SetNumber(message, it, id);
    };
    if (AskChanged(asking, path, set) != Answer::kTrue) continue;
    leeway.choices.push_back(id == 0 ? "everybody" : absl::StrCat("client ", id));
  }
  leeway.value = absl::StrCat("client ", value);
  if (!leeway.choices.empty()) leeway.scope = Scope::kOneOf;
  if (static_cast<int>(leeway.choices.size()) == clients) leeway.scope = Scope::kAny;
  if (!asking.is_over()) out.push_back(std::move(leeway));
}

void ExplainField(Asking& asking, const Path& path, std::vector<Leeway>& out) {
  const FieldDescriptor& field = *path.back().field;
  Scenario scenario = asking.scenario();
  const Message* message = Follow(&scenario, path);
  if (message == nullptr || field.is_repeated()) return;
  const Place place = PlaceOf(scenario, path);
  const Leeway leeway{place.thing, place.field, "", Scope::kExactly, {}, {}, {}};
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return ExplainChoice(asking, path, message->GetReflection()->GetEnumValue(*message, &field),
                           leeway, out);
    case FieldDescriptor::CPPTYPE_BOOL:
      return ExplainSwitch(asking, path, message->GetReflection()->GetBool(*message, &field),
                           leeway, out);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return;
    default:
      break;
  }
  const int64_t number = NumberAt(*message, field);
  if (NameInFile(field) == "Fault.client") {
    return ExplainWhom(asking, path, static_cast<uint32_t>(number), leeway, out);
  }
  ExplainNumber(asking, path, number, leeway, out);
}

}  // namespace

void ExplainValues(Asking& asking, std::vector<Leeway>& out) {
  for (const Path& path : PathsOf(asking.scenario(), IsLeftOut)) ExplainField(asking, path, out);
}

}  // namespace confab::props
