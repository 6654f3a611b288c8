#include "tools/museum/hunter.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "tools/museum/tripwires.h"

namespace confab::tools {
namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kTripwiresFailed = 3;
constexpr uint64_t kNanosPerMilli = 1'000'000;
constexpr uint64_t kNanosPerMicro = 1'000;

// Waits for the end of the child, which closes its end of the pipe; kills it if it hangs.
int WaitFor(pid_t child, int pipe_end, const Marks& marks) {
  pollfd end{pipe_end, POLLIN, 0};
  uint64_t seen = 0;
  while (poll(&end, 1, kPatienceMs) == 0) {
    if (marks.run == seen) kill(child, SIGKILL);
    seen = marks.run;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string DeathOf(int status) {
  if (!WIFSIGNALED(status)) return absl::StrCat("exit-", WEXITSTATUS(status));
  if (WTERMSIG(status) == SIGKILL) return "hang";
  const char* const name = sigabbrev_np(WTERMSIG(status));
  return absl::StrCat("sig", name == nullptr ? absl::StrCat(WTERMSIG(status)) : std::string(name));
}

std::string Word(Stopped stopped) {
  switch (stopped) {
    case Stopped::kFound:
      return "found";
    case Stopped::kRuns:
      return "runs";
    case Stopped::kTime:
      return "time";
    case Stopped::kRefused:
      return "refused";
    case Stopped::kNot:
      break;
  }
  return "died";
}

Found Of(const FoundMark& mark) {
  Found found;
  found.set_run(mark.run);
  found.set_virtual_ms(mark.virtual_ns / kNanosPerMilli);
  found.set_core_us(mark.core_ns / kNanosPerMicro);
  found.set_law(mark.law);
  found.set_rule(mark.rule);
  return found;
}

// The server died in the run in work: everybody would notice that.
Found OfDeath(const Marks& marks, uint64_t core_ns, const std::string& death) {
  Found found;
  found.set_run(marks.run);
  found.set_virtual_ms(marks.virtual_ns / kNanosPerMilli);
  found.set_core_us(core_ns / kNanosPerMicro);
  found.set_law("death");
  found.set_rule(death);
  return found;
}

}  // namespace

void Hunter::BeChild(const HuntPlan& plan, Marks& marks) const {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (!Tripwires::Set(places_, marks.run, marks.reached).ok()) _exit(kTripwiresFailed);
  dup2(nowhere, STDERR_FILENO);
  RunHunt(plan, trial_, marks);
  _exit(0);
}

Measurement Hunter::Told(const HuntPlan& plan, const Marks& marks, int status) const {
  Measurement told;
  told.set_defect(defect_.name);
  told.set_patch(defect_.fingerprint);
  told.set_law(plan.law);
  told.set_strategy(plan.strategy);
  told.set_seed(plan.seed);
  told.set_budget(plan.runs_max);
  told.set_stopped(Word(marks.stopped));
  told.set_runs(marks.run);
  told.set_virtual_ms(marks.virtual_ns / kNanosPerMilli);
  told.set_core_us(marks.core_ns / kNanosPerMicro);
  told.set_all_core_us(marks.any_ns / kNanosPerMicro);
  told.set_reached(marks.reached);
  told.set_triggered(marks.triggered);
  if (marks.named.run != 0) *told.mutable_detected() = Of(marks.named);
  if (marks.any.run != 0) *told.mutable_any() = Of(marks.any);
  if (marks.stopped != Stopped::kNot) return told;
  const std::string death = DeathOf(status);
  told.set_stopped(death);
  if (told.triggered() == 0) told.set_triggered(marks.run);
  if (!told.has_any()) *told.mutable_any() = OfDeath(marks, marks.any_ns, death);
  const bool kills = defect_.crash_kills && !told.has_detected();
  if (kills) *told.mutable_detected() = OfDeath(marks, marks.core_ns, death);
  return told;
}

absl::StatusOr<Measurement> Hunter::Hunt(const HuntPlan& plan) const {
  void* const memory =
      mmap(nullptr, sizeof(Marks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int ends[2];
  if (memory == MAP_FAILED || pipe2(ends, O_CLOEXEC) != 0) {
    return absl::ErrnoToStatus(errno, "cannot share memory with a child");
  }
  Marks& marks = *new (memory) Marks{};
  const pid_t child = fork();
  if (child < 0) return absl::ErrnoToStatus(errno, "fork");
  if (child == 0) BeChild(plan, marks);
  close(ends[1]);
  const int status = WaitFor(child, ends[0], marks);
  close(ends[0]);
  const Measurement told = Told(plan, marks, status);
  const bool refused = marks.stopped == Stopped::kRefused;
  munmap(memory, sizeof(Marks));
  if (WIFEXITED(status) && WEXITSTATUS(status) == kTripwiresFailed) {
    return absl::UnavailableError("cannot set breakpoints in this program");
  }
  if (refused)
    return absl::InternalError("a scenario drawn cannot be run, or the reference program is gone");
  return told;
}

}  // namespace confab::tools
