#include "props/shrink/fields.h"

#include <algorithm>

namespace confab::props {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void Collect(const Message& message, FieldTest is_left_out, Path& path, std::vector<Path>& out);

void CollectBelow(const Message& message, const FieldDescriptor& field, FieldTest is_left_out,
                  Path& path, std::vector<Path>& out) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    path.push_back({&field, -1});
    Collect(reflection.GetMessage(message, &field), is_left_out, path, out);
    path.pop_back();
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    path.push_back({&field, i});
    Collect(reflection.GetRepeatedMessage(message, &field, i), is_left_out, path, out);
    path.pop_back();
  }
}

// The paths of all fields that are set, wholes before their parts.
void Collect(const Message& message, FieldTest is_left_out, Path& path, std::vector<Path>& out) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (is_left_out(*field)) continue;
    path.push_back({field, -1});
    out.push_back(path);
    path.pop_back();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      CollectBelow(message, *field, is_left_out, path, out);
    }
  }
}

}  // namespace

std::string_view NameInFile(const FieldDescriptor& field) {
  std::string_view name = field.full_name();
  name.remove_prefix(field.file()->package().size() + 1);
  return name;
}

std::vector<Path> PathsOf(const sim::Scenario& scenario, FieldTest is_left_out) {
  std::vector<Path> paths;
  Path path;
  Collect(scenario, is_left_out, path, paths);
  return paths;
}

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

}  // namespace confab::props
