// The scenarios that mutants must stand, and what each of them does to which mutant.
//
//   Scenes scenes = Scenes::Load(corpus_files, /*budget=*/2'000, trial);
//   absl::Status status = scenes.Watch(mutants, on_progress);
//   for (const size_t scene : scenes.Infecting(mutant)) ...      // the others cannot tell
//
// Invariants: kept scenarios come first, then the seeds from 1. Watch runs each without any mutant,
// under all laws, and fails if one is broken.

#ifndef CONFAB_TOOLS_MUTATE_SCENES_H_
#define CONFAB_TOOLS_MUTATE_SCENES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "tools/mutate/mutation.h"

namespace confab::mutate {

struct Scene {
  std::string name;      // "seed 17", or the file's
  std::string scenario;  // serialized
};

class Scenes {
 public:
  static absl::StatusOr<Scenes> Load(const std::vector<std::string>& files, int budget,
                                     const props::Trial& trial);

  // `on_progress` says how many scenes are done, and returns false to stop.
  absl::Status Watch(const std::vector<Mutant>& mutants,
                     const std::function<bool(size_t)>& on_progress);

  const props::Trial& trial() const { return *trial_; }
  size_t size() const { return scenes_.size(); }
  const Scene& At(size_t scene) const { return scenes_[scene]; }
  // Their places, ascending.
  const std::vector<uint32_t>& Infecting(const Mutant& mutant) const;
  bool IsReached(const Mutant& mutant) const;

 private:
  struct Effect {
    bool reached = false;
    std::vector<uint32_t> infecting;
  };

  explicit Scenes(const props::Trial& trial) : trial_(&trial) {}
  absl::Status MustHold(const Scene& scene) const;
  void Note(uint32_t scene, const std::vector<Mutant>& mutants);

  const props::Trial* trial_;
  std::vector<Scene> scenes_;
  std::vector<Effect> effects_;  // by id
};

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_SCENES_H_
