#include "tools/confab/prover.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "props/exhaustive/search.h"
#include "props/exhaustive/worlds.h"

namespace confab::tools {
namespace {

props::WorldChoice ChoiceOf(const Proving& job) {
  props::WorldChoice choice;
  choice.names.assign(job.name().begin(), job.name().end());
  choice.all = job.all();
  choice.clients = job.clients();
  choice.length = job.length();
  return choice;
}

// What a scenario says of where it is from.
void Stamp(const Proof& proof, uint64_t ordinal, sim::Scenario& scenario) {
  scenario.mutable_from()->set_seed(proof.world() + 1);
  scenario.mutable_from()->set_generator(
      absl::StrCat("exhaustive:", proof.name(), " run ", ordinal));
}

Breach BreachOf(const Proof& proof, const props::Ended& ended) {
  sim::Scenario scenario = ended.scenario;
  Stamp(proof, proof.executed(), scenario);
  Breach breach;
  breach.set_law(ended.finding->violation.law);
  breach.set_rule(ended.finding->violation.rule);
  breach.set_kind(std::string(props::LawKindName(ended.finding->kind)));
  breach.set_detail(ended.finding->violation.detail);
  breach.set_at_ns(ended.finding->at.nanos());
  breach.set_seed(scenario.from().seed());
  breach.set_ordinal(static_cast<uint32_t>(proof.executed()));
  breach.set_scenario(scenario.SerializeAsString());
  return breach;
}

void Tell(const props::SearchCounts& counts, Proof& proof) {
  proof.set_interleavings(counts.interleavings);
  proof.set_executed(counts.executed);
  proof.set_covered(counts.covered);
  proof.set_states(counts.states);
  proof.set_merged(counts.merged);
  proof.set_outcomes(counts.outcomes);
  proof.set_rechecked(counts.rechecked);
  proof.set_rechecked_runs(counts.rechecked_runs);
  proof.set_complete(counts.complete());
}

class Prover {
 public:
  Prover(const std::vector<const props::Law*>& laws, const props::Trial& trial, Begin begin)
      : laws_(laws), trial_(trial), begin_(begin) {}

  // False: a law is broken.
  bool ProveOne(const props::World& world, bool unreduced, Proof& proof, Done& done) {
    const bool differs = !Run(world, unreduced, proof, done) && !done.has_breach();
    if (differs) Run(world, /*unreduced=*/true, proof, done);
    return !done.has_breach();
  }

 private:
  // False: a law is broken, or the reduction is wrong.
  bool Run(const props::World& world, bool unreduced, Proof& proof, Done& done) {
    props::SearchOptions options;
    options.laws = laws_;
    options.trial = &trial_;
    options.reduction = unreduced ? props::Reduction::kNone : props::Reduction::kStates;
    options.begin = [&](const sim::Scenario& scenario, uint64_t ordinal) {
      stamped_ = scenario;
      Stamp(proof, ordinal, stamped_);
      begin_({proof.world() + 1, static_cast<uint32_t>(ordinal), &stamped_});
    };
    proof.set_unreduced(unreduced);
    props::Search search(world, options);
    const props::Ended* ended = search.Next();
    while (ended != nullptr && !ended->finding) ended = search.Next();
    Tell(search.counts(), proof);
    if (ended != nullptr) *done.mutable_breach() = BreachOf(proof, *ended);
    return ended == nullptr && search.counts().differing == 0;
  }

  const std::vector<const props::Law*>& laws_;
  const props::Trial& trial_;
  Begin begin_;
  sim::Scenario stamped_;
};

}  // namespace

Done Prove(const Proving& job, const std::vector<const props::Law*>& laws,
           const props::Trial& trial, Begin begin) {
  Done done;
  const absl::StatusOr<props::Worlds> worlds = props::Worlds::Chosen(ChoiceOf(job));
  if (!worlds.ok()) {
    done.set_refused(std::string(worlds.status().message()));
    return done;
  }
  Prover prover(laws, trial, begin);
  const uint64_t end = std::min(worlds->size(), job.first() + job.count());
  for (uint64_t place = job.first(); place < end; ++place) {
    const props::World world = worlds->At(place);
    Proof& proof = *done.add_proof();
    proof.set_world(place);
    proof.set_name(world.name);
    if (!prover.ProveOne(world, job.unreduced(), proof, done)) break;
  }
  return done;
}

}  // namespace confab::tools
