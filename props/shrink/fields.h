// The fields of a scenario by reflection, so that a new setting or kind of fault is shrunk and
// explained from its first day.
//
//   for (const Path& path : PathsOf(scenario, kept)) {
//     google::protobuf::Message* holder = Follow(&candidate, path);
//     if (holder != nullptr) SetNumber(*holder, *path.back().field, 7);
//   }
//
// Invariants: paths come in the order of the fields, wholes before their parts; a path that leads
// nowhere any more is null, never an error.

#ifndef CONFAB_PROPS_SHRINK_FIELDS_H_
#define CONFAB_PROPS_SHRINK_FIELDS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "sim/scenario.pb.h"

namespace confab::props {

struct Turn {
  const google::protobuf::FieldDescriptor* field;
  int index;  // -1: the field is no list
};
using Path = std::vector<Turn>;
using FieldTest = absl::FunctionRef<bool(const google::protobuf::FieldDescriptor&)>;

// "Limits.end_ns"
std::string_view NameInFile(const google::protobuf::FieldDescriptor& field);

// The paths of all fields that are set, without those that are left out and what is below them.
std::vector<Path> PathsOf(const sim::Scenario& scenario, FieldTest is_left_out);

// The message that holds the last field of a path; null if the path leads nowhere any more.
google::protobuf::Message* Follow(google::protobuf::Message* message, const Path& path);

// 0 if the field holds no number. Numbers above INT64_MAX are taken for that.
int64_t NumberAt(const google::protobuf::Message& message,
                 const google::protobuf::FieldDescriptor& field);
void SetNumber(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
               int64_t number);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_FIELDS_H_
