#include "props/shrink/shrink.h"

#include "props/shrink/passes.h"
#include "props/shrink/session.h"

namespace confab::props {
namespace {

// Until a whole round changes nothing: one pass often makes room for an earlier one.
void Settle(Session& session) {
  uint64_t before = 0;
  do {
    before = session.improvements();
    for (const Pass pass : Passes()) pass(session);
  } while (session.improvements() != before && !session.is_over());
}

}  // namespace

absl::Span<const Pass> Passes() {
  static constexpr Pass kPasses[] = {
      DropFaults,    DropClients,        DropConnections,    DropActions,     TruncateAfterFailure,
      OneLineEach,   SetFieldsToDefault, RenameWords,        DropSmallThings, PullTimesTogether,
      SimplifyKinds, ShortenPayloads,    DropPairsOfActions, LowerLimits,     RenumberIds,
  };
  return kPasses;
}

Shrunk Shrink(const sim::Scenario& failing, FailsTheSameWay fails, const ShrinkOptions& options) {
  Session session(failing, fails, options);
  if (!session.Begin()) return session.Result(ShrinkEnd::kNotFailing);
  uint64_t before = 0;
  do {
    Settle(session);
    before = session.improvements();
    TryTinyWorlds(session);
  } while (session.improvements() != before && !session.is_over());
  return session.Result(ShrinkEnd::kMinimal);
}

}  // namespace confab::props
