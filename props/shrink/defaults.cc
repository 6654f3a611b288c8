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

#include "props/shrink/fields.h"
#include "props/shrink/numbers.h"
#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

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
  return std::find(names.begin(), names.end(), NameInFile(field)) != names.end();
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

bool TryCleared(Session& session, const Path& path) {
  sim::Scenario candidate = session.best();
  Message* message = Follow(&candidate, path);
  if (message == nullptr) return true;
  message->GetReflection()->ClearField(message, path.back().field);
  return session.Try(candidate);
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
  const sim::Scenario start = session.best();
  for (const Path& it : PathsOf(start, IsKept)) {
    const FieldDescriptor& field = *it.back().field;
    if (CanBeCleared(field) && TryCleared(session, it)) continue;
    if (!IsOneOf(field, kOnlyCleared)) TrySimplerNumbers(session, it);
  }
}

}  // namespace confab::props
