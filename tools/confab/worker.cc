#include "tools/confab/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "props/explore/session.h"
#include "server_core/api/check.h"
#include "tools/confab/checker.h"

namespace confab::tools {
namespace {

bool WriteAll(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t written = write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    data += written;
    size -= static_cast<size_t>(written);
  }
  return true;
}

bool ReadAll(int fd, char* data, size_t size) {
  while (size > 0) {
    const ssize_t got = read(fd, data, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    data += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

template <typename Message>
bool WriteMessage(int fd, const Message& message) {
  const std::string bytes = message.SerializeAsString();
  const auto size = static_cast<uint32_t>(bytes.size());
  return WriteAll(fd, reinterpret_cast<const char*>(&size), sizeof size) &&
         WriteAll(fd, bytes.data(), bytes.size());
}

template <typename Message>
bool ReadMessage(int fd, Message& message) {
  uint32_t size = 0;
  if (!ReadAll(fd, reinterpret_cast<char*>(&size), sizeof size)) return false;
  std::string bytes(size, '\0');
  return ReadAll(fd, bytes.data(), size) && message.ParseFromString(bytes);
}

// The end of what a file holds.
std::string Tail(int fd) {
  constexpr off_t kBytesMax = 16'384;
  const off_t size = lseek(fd, 0, SEEK_END);
  const off_t from = size > kBytesMax ? size - kBytesMax : 0;
  std::string text(static_cast<size_t>(size - from), '\0');
  const ssize_t got = pread(fd, text.data(), text.size(), from);
  text.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return text;
}

std::string SiteIn(const std::string& last_words) {
  for (const absl::string_view line : absl::StrSplit(last_words, '\n')) {
    if (line.find("CONFAB_CHECK failed") != absl::string_view::npos) return std::string(line);
  }
  return "";
}

std::string CauseOf(int status) {
  if (!WIFSIGNALED(status)) return absl::StrCat("exit-", WEXITSTATUS(status));
  const char* const abbreviation = sigabbrev_np(WTERMSIG(status));
  if (abbreviation == nullptr) return absl::StrCat("signal-", WTERMSIG(status));
  std::string name = absl::StrCat("sig", abbreviation);
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return name;
}

}  // namespace

// Shared by parent and child.
struct Worker::Page {
  std::atomic<uint64_t> seed;
  std::atomic<uint64_t> runs;
  std::atomic<uint32_t> ordinal;
  std::atomic<uint32_t> scenario_bytes;  // of what follows; the system lends what is used of it
  char scenario[props::kScenarioBytesMax];

  void Take(const Undertaking& undertaking) {
    scenario_bytes = 0;
    seed = undertaking.seed;
    ordinal = undertaking.ordinal;
    ++runs;
    if (undertaking.learned == nullptr) return;
    const size_t bytes = undertaking.learned->ByteSizeLong();
    CONFAB_CHECK(bytes <= sizeof scenario);
    undertaking.learned->SerializeToArray(scenario, static_cast<int>(bytes));
    scenario_bytes = static_cast<uint32_t>(bytes);
  }
};

Worker::Worker(int to_child, int from_child, int stderr_file, Page* page)
    : to_child_(to_child), from_child_(from_child), stderr_file_(stderr_file), page_(page) {}

absl::StatusOr<std::unique_ptr<Worker>> Worker::Start(const std::vector<const props::Law*>& laws,
                                                      const props::Trial& trial) {
  int to_child[2];
  int from_child[2];
  if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0) {
    return absl::ErrnoToStatus(errno, "pipe");
  }
  const int stderr_file = memfd_create("stderr", MFD_CLOEXEC);
  void* const page =
      mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return absl::ErrnoToStatus(errno, "mmap");
  std::unique_ptr<Worker> worker(
      new Worker(to_child[1], from_child[0], stderr_file, new (page) Page));
  worker->Fork(Checker(laws, trial), to_child[0], from_child[1]);
  close(to_child[0]);
  close(from_child[1]);
  if (worker->pid_ < 0) return absl::ErrnoToStatus(errno, "fork");
  return worker;
}

void Worker::Fork(Checker checker, int child_in, int child_out) {
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);
  dup2(stderr_file_, STDERR_FILENO);
  close(to_child_);
  close(from_child_);
  Serve(checker, child_in, child_out);
}

void Worker::Serve(Checker& checker, int in, int out) {
  const auto begin = [this](const Undertaking& it) { page_->Take(it); };
  Job job;
  while (ReadMessage(in, job)) {
    if (!WriteMessage(out, checker.Do(job, begin))) break;
  }
  _exit(0);
}

Worker::~Worker() {
  Kill();
  Bury();
  close(to_child_);
  close(from_child_);
  close(stderr_file_);
  munmap(page_, sizeof(Page));
}

void Worker::Send(const Job& job) {
  has_work_ = true;
  // A worker that died meanwhile is noticed by Receive.
  WriteMessage(to_child_, job);
}

std::optional<Done> Worker::Receive() {
  Done done;
  has_work_ = false;
  if (ReadMessage(from_child_, done)) return done;
  Bury();
  return std::nullopt;
}

std::optional<Done> Worker::ReceiveWithin(absl::Duration patience) {
  pollfd waiting{from_child_, POLLIN, 0};
  if (poll(&waiting, 1, static_cast<int>(absl::ToInt64Milliseconds(patience))) == 0) Kill();
  return Receive();
}

uint64_t Worker::seed() const { return page_->seed; }
uint64_t Worker::runs() const { return page_->runs; }
uint32_t Worker::ordinal() const { return page_->ordinal; }
std::string Worker::learned_scenario() const { return {page_->scenario, page_->scenario_bytes}; }

void Worker::Kill() {
  if (pid_ <= 0) return;
  killed_ = true;
  kill(pid_, SIGKILL);
}

absl::Duration Worker::CpuTime() const {
  clockid_t clock = 0;
  timespec used{};
  if (pid_ <= 0 || clock_getcpuclockid(pid_, &clock) != 0) return absl::ZeroDuration();
  if (clock_gettime(clock, &used) != 0) return absl::ZeroDuration();
  return absl::DurationFromTimespec(used);
}

void Worker::Bury() {
  if (pid_ <= 0) return;
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  death_.cause = killed_ ? "hang" : CauseOf(status);
  death_.last_words = Tail(stderr_file_);
  death_.site = SiteIn(death_.last_words);
}

}  // namespace confab::tools
