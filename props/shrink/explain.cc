#include "props/shrink/explain.h"

#include <utility>

#include "absl/strings/match.h"
#include "props/shrink/asking.h"

namespace confab::props {
namespace {

constexpr int64_t kLongerNs = 600'000'000'000;

// Where the run may go on, times have room to be later.
bool ExtendEnd(Asking& asking) {
  sim::Scenario longer = asking.scenario();
  longer.mutable_limits()->set_end_ns(longer.limits().end_ns() + kLongerNs);
  if (!asking.Fails(longer)) return false;
  asking.Rebase(std::move(longer));
  return true;
}

}  // namespace

bool Leeway::is_time() const { return absl::EndsWith(field, "_ns"); }

Answer Asking::Ask(const sim::Scenario& variant) {
  if (!options_.can_run(variant)) return Answer::kImpossible;
  const auto [it, is_new] = known_.try_emplace(variant.SerializeAsString(), Answer::kFalse);
  if (!is_new) return it->second;
  is_over_ = is_over_ || runs_ >= options_.runs_max || options_.is_over();
  if (is_over_) {
    known_.erase(it);
    return Answer::kFalse;
  }
  ++runs_;
  it->second = fails_(variant) ? Answer::kTrue : Answer::kFalse;
  return it->second;
}

Explanation Explain(const sim::Scenario& minimal, FailsTheSameWay fails,
                    const ExplainOptions& options) {
  Explanation out;
  Asking asking(minimal, fails, options);
  if (!asking.Fails(minimal)) {
    out.is_complete = false;
    out.runs = asking.runs();
    return out;
  }
  ExplainValues(asking, out.leeways);
  ExplainWords(asking, out.leeways);
  out.end_was_extended = ExtendEnd(asking);
  ExplainTimes(asking, out.leeways);
  out.runs = asking.runs();
  out.is_complete = !asking.is_over();
  return out;
}

}  // namespace confab::props
