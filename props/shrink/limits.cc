// A tighter limit makes a smaller scenario: less has to happen until it is reached. The limit gets
// lower and one action goes, both at once, since either alone often breaks the failure.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using google::protobuf::FieldDescriptor;
using sim::Scenario;

constexpr int64_t kStepsMax = 48;
constexpr int kActionsMax = 24;

bool IsLimit(const FieldDescriptor& field) {
  const std::string_view name = field.name();
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 && name.size() > 4 &&
         name.substr(name.size() - 4) == "_max";
}

Scenario WithLimit(const Scenario& from, const FieldDescriptor& field, int64_t limit) {
  Scenario out = from;
  sim::ServerConfig* config = out.mutable_config();
  config->GetReflection()->SetInt64(config, &field, limit);
  return out;
}

bool TryWithOneLess(Session& session, const Scenario& lowered) {
  for (int i = lowered.action_size() - 1; i >= 0; --i) {
    Scenario candidate = lowered;
    candidate.mutable_action()->erase(candidate.action().begin() + i);
    if (session.Try(candidate)) return true;
  }
  return false;
}

// True if an action could go with the limit lower.
bool LowerOnce(Session& session, const FieldDescriptor& field) {
  const sim::ServerConfig& config = session.best().config();
  const int64_t limit = config.GetReflection()->GetInt64(config, &field);
  const int64_t step = std::max<int64_t>(1, limit / kStepsMax);
  for (int64_t lower = limit - step; lower > 0 && !session.is_over(); lower -= step) {
    if (TryWithOneLess(session, WithLimit(session.best(), field, lower))) return true;
  }
  return false;
}

}  // namespace

void LowerLimits(Session& session) {
  if (session.best().action_size() > kActionsMax) return;
  const sim::ServerConfig config = session.best().config();
  std::vector<const FieldDescriptor*> fields;
  config.GetReflection()->ListFields(config, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!IsLimit(*field)) continue;
    while (LowerOnce(session, *field)) {
    }
  }
}

}  // namespace confab::props
