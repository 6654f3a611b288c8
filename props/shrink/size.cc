#include "props/shrink/size.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace confab::props {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Who and what it is, not what happens.
constexpr std::array<std::string_view, 9> kNotCounted = {
    "Scenario.format", "Scenario.expect", "Scenario.from", "Client.id",     "Action.id",
    "Action.client",   "Fault.id",        "Fault.client",  "Limits.end_ns",
};

bool IsCounted(const FieldDescriptor& field) {
  std::string_view name = field.full_name();
  name.remove_prefix(field.file()->package().size() + 1);
  return std::find(kNotCounted.begin(), kNotCounted.end(), name) == kNotCounted.end();
}

int FieldsOf(const Message& message);

int FieldsBelow(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  const int size = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return size;
  if (!field.is_repeated()) return FieldsOf(reflection.GetMessage(message, &field));
  int sum = 0;
  for (int i = 0; i < size; ++i) {
    sum += FieldsOf(reflection.GetRepeatedMessage(message, &field, i));
  }
  return sum;
}

int FieldsOf(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  int sum = 0;
  for (const FieldDescriptor* field : fields) {
    if (IsCounted(*field)) sum += FieldsBelow(message, *field);
  }
  return sum;
}

// Raw bytes count once for each line that they begin.
int LinesIn(const std::string& raw) {
  int lines = 0;
  bool in_line = false;
  for (const char c : raw) {
    const bool is_end = c == '\r' || c == '\n';
    lines += !is_end && !in_line ? 1 : 0;
    in_line = !is_end;
  }
  return std::max(lines, 1);
}

int ActionsOf(const sim::Scenario& scenario) {
  int sum = 0;
  for (const sim::Action& action : scenario.action()) {
    sum += action.has_raw() ? LinesIn(action.raw()) : 1;
  }
  return sum;
}

}  // namespace

Size SizeOf(const sim::Scenario& scenario) {
  return {ActionsOf(scenario), scenario.client_size(), scenario.fault_size(), FieldsOf(scenario)};
}

}  // namespace confab::props
