// Simpler values: every field that is set is cleared if it can be, else its number made simpler.
// Fields are found by reflection, so that a new setting or kind of fault is shrunk from its first
// day.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "props/shrink/numbers.h"
#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

struct Turn {
  const FieldDescriptor* field;
  int index;  // -1: the field is no list
};
using Path = std::vector<Turn>;

// What is not a matter of defaults: identity and origin, times, who does it, what is said. And less
// patience, less bandwidth or a smaller window would not make a run simpler, but hopeless.
constexpr std::array<std::string_view, 15> kKept = {
    "Scenario.format", "Scenario.expect", "Scenario.from",        "Scenario.account",
    "Limits.end_ns",   "Heal.at_ns",      "Heal.patience_ns",     "Client.id",
    "Action.id",       "Action.client",   "Action.t_ns",          "Fault.id",
    "Fault.client",    "Fault.from_ns",   "Client.alternate_nick"};
constexpr std::array<std::string_view, 5> kOnlyCleared = {
    "LinkShape.bytes_per_second", "LinkShape.window_bytes", "LinkShape.segment_bytes_max",
    "LinkShape.read_bytes_per_second", "SlowReading.bytes_per_second"};

template <typename Names>
bool IsOneOf(const FieldDescriptor& field, const Names& names) {
  std::string_view name = field.full_name();
  name.remove_prefix(field.file()->package().size() + 1);
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsTextOfAction(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         field.containing_type()->name() != "ServerConfig";
}

bool IsKept(const FieldDescriptor& field) {
  return IsOneOf(field, kKept) || IsTextOfAction(field) || field.name() == "until_ns";
}

// A choice of what is done, or of what goes wrong, cannot be cleared.
bool CanBeCleared(const FieldDescriptor& field) {
  const bool list_of_messages =
      field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  return field.real_containing_oneof() == nullptr && !list_of_messages;
}

void Collect(const Message& message, Path& path, std::vector<Path>& out);

void CollectBelow(const Message& message, const FieldDescriptor& field, Path& path,
                  std::vector<Path>& out) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    path.push_back({&field, -1});
    Collect(reflection.GetMessage(message, &field), path, out);
    path.pop_back();
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    path.push_back({&field, i});
    Collect(reflection.GetRepeatedMessage(message, &field, i), path, out);
    path.pop_back();
  }
}

// The paths of all fields that are set, wholes before their parts.
void Collect(const Message& message, Path& path, std::vector<Path>& out) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (IsKept(*field)) continue;
    path.push_back({field, -1});
    out.push_back(path);
    path.pop_back();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      CollectBelow(message, *field, path, out);
    }
  }
}

// The message that holds the last field of a path; null if the path leads nowhere any more.
Message* Follow(Message* message, const Path& path) {
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    const Reflection& reflection = *message->GetReflection();
    const auto [field, index] = path[i];
    if (field->is_repeated()) {
      if (index >= reflection.FieldSize(*message, field)) return nullptr;
      message = reflection.MutableRepeatedMessage(message, field, index);
    } else {
      if (!reflection.HasField(*message, field)) return nullptr;
      message = reflection.MutableMessage(message, field);
    }
  }
  const FieldDescriptor* last = path.back().field;
  if (last->is_repeated()) {
    return message->GetReflection()->FieldSize(*message, last) > 0 ? message : nullptr;
  }
  return message->GetReflection()->HasField(*message, last) ? message : nullptr;
}

bool TryCleared(Session& session, const Path& path) {
  sim::Scenario candidate = session.best();
  Message* message = Follow(&candidate, path);
  if (message == nullptr) return true;
  message->GetReflection()->ClearField(message, path.back().field);
  return session.Try(candidate);
}

int64_t NumberAt(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.GetInt64(message, &field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, &field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<int64_t>(
          std::min<uint64_t>(reflection.GetUInt64(message, &field), INT64_MAX));
    default:
      return 0;
  }
}

void SetNumber(Message& message, const FieldDescriptor& field, int64_t number) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.SetInt64(&message, &field, number);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.SetUInt32(&message, &field, static_cast<uint32_t>(number));
    default:
      return reflection.SetUInt64(&message, &field, static_cast<uint64_t>(number));
  }
}

void TrySimplerNumbers(Session& session, const Path& path) {
  const FieldDescriptor& field = *path.back().field;
  sim::Scenario candidate = session.best();
  Message* message = Follow(&candidate, path);
  if (message == nullptr || field.is_repeated()) return;
  for (const int64_t number : SimplerNumbers(NumberAt(*message, field))) {
    SetNumber(*message, field, number);
    if (session.Try(candidate)) return;
  }
}

}  // namespace

void SetFieldsToDefault(Session& session) {
  std::vector<Path> paths;
  Path path;
  const sim::Scenario start = session.best();
  Collect(start, path, paths);
  for (const Path& it : paths) {
    const FieldDescriptor& field = *it.back().field;
    if (CanBeCleared(field) && TryCleared(session, it)) continue;
    if (!IsOneOf(field, kOnlyCleared)) TrySimplerNumbers(session, it);
  }
}

}  // namespace confab::props
