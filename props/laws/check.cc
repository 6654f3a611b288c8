#include "props/laws/check.h"

#include <memory>

#include "props/laws/run.h"

namespace confab::props {

std::vector<const Law*> LawsByDefault() { return LawsOf(ChatTrial()); }

absl::StatusOr<Checked> Check(const sim::Scenario& scenario, absl::Span<const Law* const> laws,
                              const CheckOptions& options, const Trial& trial) {
  // Not owned: the run is over before this returns.
  const std::shared_ptr<const sim::Scenario> borrowed(std::shared_ptr<void>(), &scenario);
  const absl::StatusOr<std::unique_ptr<Run>> run = Run::Create(borrowed, laws, options, trial);
  if (!run.ok()) return run.status();
  return (*run)->Finish();
}

}  // namespace confab::props
