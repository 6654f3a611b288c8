// The ways in which a scenario is made simpler, in the order in which they are tried.
//
//   for (const Pass pass : Passes()) pass(session);
//   // again, until a whole round has changed nothing
//
// Invariants: each pass only proposes what is simpler in its own well-founded order and leaves the
// other orders alone: fewer things; fields at their defaults; numbers with fewer digits, or
// smaller; names by first use; shorter texts.

#ifndef CONFAB_PROPS_SHRINK_PASSES_H_
#define CONFAB_PROPS_SHRINK_PASSES_H_

#include "absl/types/span.h"
#include "props/shrink/session.h"

namespace confab::props {

using Pass = void (*)(Session& session);

// Fewer things: remove.cc.
void DropFaults(Session& session);
void DropClients(Session& session);
void DropConnections(Session& session);
void DropActions(Session& session);
void DropSmallThings(Session& session);  // accounts and alternate nicks
void TruncateAfterFailure(Session& session);
void DropPairsOfActions(Session& session);  // only when few are left

// One action for each line, and lists at once: pieces.cc.
void OneLineEach(Session& session);

// Simpler kinds of actions and faults: kinds.cc.
void SimplifyKinds(Session& session);

// Tighter limits with less to do: limits.cc.
void LowerLimits(Session& session);

// Anything smaller among all tiny scenarios: tiny_worlds.cc.
void TryTinyWorlds(Session& session);

// Simpler values: defaults.cc.
void SetFieldsToDefault(Session& session);

// Names and ids by first use: rename.cc.
void RenameWords(Session& session);
void RenumberIds(Session& session);

// Earlier and rounder: times.cc.
void PullTimesTogether(Session& session);

// Shorter: payloads.cc.
void ShortenPayloads(Session& session);

absl::Span<const Pass> Passes();

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_PASSES_H_
