#include "props/shrink/session.h"

#include <utility>

namespace confab::props {

Session::Session(const sim::Scenario& failing, FailsTheSameWay fails, const ShrinkOptions& options)
    : best_(failing), fails_(fails), options_(options) {}

std::optional<Witness> Session::Run(const sim::Scenario& candidate) {
  is_over_ = is_over_ || runs_ >= options_.runs_max || options_.is_over();
  if (is_over_) return std::nullopt;
  // Scenarios have no maps, so equal ones have equal bytes.
  if (!tried_.insert(candidate.SerializeAsString()).second) return std::nullopt;
  ++runs_;
  return fails_(candidate);
}

bool Session::Begin() {
  std::optional<Witness> witness = Run(best_);
  if (!witness) return false;
  witness_ = *std::move(witness);
  return true;
}

bool Session::Try(const sim::Scenario& candidate) {
  std::optional<Witness> witness = Run(candidate);
  if (!witness) return false;
  best_ = candidate;
  witness_ = *std::move(witness);
  ++improvements_;
  options_.on_improved(best_);
  return true;
}

Shrunk Session::Result(ShrinkEnd end) const {
  return {best_, witness_, is_over_ ? ShrinkEnd::kBudget : end, runs_, improvements_};
}

}  // namespace confab::props
