// What is on trial: how a subject is made, what must hold of it, and what it is put through.
//
//   const Trial& trial = ChatTrial();
//   const sim::Scenario scenario = trial.generate(/*seed=*/7, Profile::kMixed);
//   const absl::StatusOr<Checked> checked = Check(scenario, LawsOf(trial), {}, trial);
//
// Invariants: everything that runs, explores or shrinks scenarios takes its subject, laws and
// generator from here, so that another server is tried by the same tools. `create` is a function of
// the script alone. Laws that need the lockstep hold of the chat server only.

#ifndef CONFAB_PROPS_LAWS_TRIAL_H_
#define CONFAB_PROPS_LAWS_TRIAL_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::props {

struct Trial {
  std::string_view name;
  // The subject as it is before the first step.
  absl::StatusOr<std::unique_ptr<Subject>> (*create)(const sim::Script& script);
  // Of two breaches in one step the law that comes first is named.
  absl::Span<const Law> laws;
  const Law* canary;  // never holds; not among the laws
  sim::Scenario (*generate)(uint64_t seed, Profile profile);
};

// The chat server, under AllLaws().
const Trial& ChatTrial();

// One of the trial's laws, or its canary. Null if there is none of that name.
const Law* FindLaw(const Trial& trial, std::string_view name);

// Pointers to every law of the trial.
std::vector<const Law*> LawsOf(const Trial& trial);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_TRIAL_H_
