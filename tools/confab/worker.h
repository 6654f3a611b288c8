// A child process that checks scenarios, so that a crash of the subject ends it alone.
//
//   absl::StatusOr<std::unique_ptr<Worker>> worker = Worker::Start(laws);
//   (*worker)->Send(job);
//   if (std::optional<Done> done = (*worker)->Receive()) ...        // else it died:
//   Report((*worker)->death(), (*worker)->seed());
//
// Invariants: the parent knows the seed in work, and what was learned for it, before it is run; a
// worker lives no longer than its parent; what it writes to stderr is kept as its last words and
// shown to nobody else.

#ifndef CONFAB_TOOLS_CONFAB_WORKER_H_
#define CONFAB_TOOLS_CONFAB_WORKER_H_

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

class Checker;

// How a worker ended.
struct Death {
  std::string cause;  // "sigsegv", "exit-1", or "hang"; stable, part of a fingerprint
  std::string site;   // "server_core/x.cc:7: CONFAB_CHECK failed: ...", or empty
  std::string last_words;
};

class Worker {
 public:
  static absl::StatusOr<std::unique_ptr<Worker>> Start(
      const std::vector<const props::Law*>& laws, const props::Trial& trial = props::ChatTrial());
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // The worker must not have work.
  void Send(const Job& job);
  // Readable when an answer, or the end, has come.
  int fd() const { return from_child_; }
  bool has_work() const { return has_work_; }
  // Waits for the answer; nothing if the worker died instead.
  std::optional<Done> Receive();
  // The same, but kills a worker that has not answered in time: a hang.
  std::optional<Done> ReceiveWithin(absl::Duration patience);

  // The seed in work, or the last one; and the run of its session, from 1.
  uint64_t seed() const;
  uint32_t ordinal() const;
  // The scenario in work where it is no function of the seed alone; serialized, else empty.
  std::string learned_scenario() const;
  // How many runs it has begun: if that stands still for long, it hangs.
  uint64_t runs() const;
  void Kill();
  // Of a processor, since it was forked; nothing of one that is dead.
  absl::Duration CpuTime() const;

  const Death& death() const { return death_; }

 private:
  struct Page;

  Worker(int to_child, int from_child, int stderr_file, Page* page);
  void Fork(Checker checker, int child_in, int child_out);
  [[noreturn]] void Serve(Checker& checker, int in, int out);
  void Bury();

  int to_child_;
  int from_child_;
  int stderr_file_;
  Page* page_;
  pid_t pid_ = -1;
  bool has_work_ = false;
  bool killed_ = false;
  Death death_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_WORKER_H_
