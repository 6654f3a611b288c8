#include "tools/museum/source.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "props/gen/profile.h"

namespace confab::tools {
namespace {

class Swarm final : public Source {
 public:
  Swarm(uint64_t seed, const props::Trial& trial) : last_(seed * kSeedSpan), trial_(trial) {}

  const sim::Scenario& Next() override {
    ++last_;
    scenario_ = trial_.generate(last_, props::Profile::kMixed);
    return scenario_;
  }

 private:
  uint64_t last_;
  const props::Trial& trial_;
  sim::Scenario scenario_;
};

}  // namespace

std::vector<std::string> StrategyNames() { return {"swarm"}; }

absl::StatusOr<std::unique_ptr<Source>> MakeSource(std::string_view strategy, uint64_t seed,
                                                   const props::Trial& trial) {
  if (strategy == "swarm") return std::make_unique<Swarm>(seed, trial);
  return absl::InvalidArgumentError(
      absl::StrCat("no strategy '", absl::string_view(strategy.data(), strategy.size()),
                   "'; there is: ", absl::StrJoin(StrategyNames(), ", ")));
}

}  // namespace confab::tools
