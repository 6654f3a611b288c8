// From a failing scenario to the smallest one that fails the same way, kept in a file meanwhile.
//
//   IsolatedCheck check(laws);
//   const Fingerprint wanted = FingerprintOf(*check.Run(scenario));
//   Reduction reduction(check, wanted, path);
//   const props::Shrunk shrunk = reduction.Shrink(scenario, absl::Seconds(30), interrupts);
//
// Invariants: whatever is run is run in another process, so a crash of the subject is a verdict
// like others; the file at `path` always holds a whole scenario that fails in the wanted way.

#ifndef CONFAB_TOOLS_CONFAB_REDUCTION_H_
#define CONFAB_TOOLS_CONFAB_REDUCTION_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "props/shrink/explain.h"
#include "props/shrink/shrink.h"
#include "sim/scenario.pb.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/worker.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

// The law of a crash, where one stands in a scenario's Expect.
inline constexpr char kCrashLaw[] = "crash";

// What stays the same while a failure is made smaller.
struct Fingerprint {
  std::string law;
  std::string rule;
  std::string site;  // of a crash: the failed check
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// A scenario that fails, but not as wanted.
struct OtherFailure {
  Fingerprint fingerprint;
  sim::Scenario scenario;
};

// One run in another process: its verdict, or how the process died.
struct Outcome {
  Done done;
  std::optional<Death> death;

  // Nothing if all laws held or the scenario could not be run.
  std::optional<Fingerprint> fingerprint() const;
};

class IsolatedCheck {
 public:
  explicit IsolatedCheck(std::vector<const props::Law*> laws,
                         const props::Trial& trial = props::ChatTrial());

  // Under a law of determinism alone: the first breach of several tries.
  Outcome Run(const Single& single);
  Outcome Run(const sim::Scenario& scenario);
  // How often a scenario is run until it is taken to hold.
  int attempts() const { return attempts_; }
  const props::Trial& trial() const { return trial_; }

 private:
  Outcome RunOnce(const Single& single);

  int attempts_ = 1;
  std::vector<const props::Law*> laws_;
  const props::Trial& trial_;
  std::unique_ptr<Worker> worker_;  // the next one is started when this one has died
};

class Reduction {
 public:
  // An empty path keeps no file.
  Reduction(IsolatedCheck& check, Fingerprint wanted, std::string path)
      : check_(check), wanted_(std::move(wanted)), path_(std::move(path)) {}

  props::Shrunk Shrink(const sim::Scenario& failing, absl::Duration budget, Interrupts& interrupts);
  props::Explanation Explain(const sim::Scenario& minimal, absl::Duration budget,
                             Interrupts& interrupts);
  // What failed in other ways meanwhile: the first one of each, in the order met.
  const std::vector<OtherFailure>& others() const { return others_; }

 private:
  void Note(const Fingerprint& other, const sim::Scenario& scenario);

  std::optional<props::Witness> Fails(const sim::Scenario& candidate);

  IsolatedCheck& check_;
  Fingerprint wanted_;
  std::string path_;
  std::vector<OtherFailure> others_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_REDUCTION_H_
