#include "tools/confabd/testing/confabd_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

#include "tools/examples/chat_peer.h"

namespace confab {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{2};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// As exec wants them, with a null pointer at the end; valid as long as the texts.
std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Starts $CONFABD with its accounts in `folder` and its standard streams in files of `streams`.
pid_t Launch(const std::string& folder, const std::string& streams,
             const std::vector<std::string>& words, const std::vector<std::string>& environment) {
  const char* program = std::getenv("CONFABD");
  std::vector<std::string> texts = {program == nullptr ? "confabd" : program};
  texts.insert(texts.end(), words.begin(), words.end());
  std::vector<std::string> variables = {"STATE_DIRECTORY=" + folder};
  variables.insert(variables.end(), environment.begin(), environment.end());
  const std::vector<char*> arguments = Pointers(texts);
  const std::vector<char*> settings = Pointers(variables);
  const int input = open((streams + "/input").c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
  const int output = open((streams + "/output").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int errors = open((streams + "/errors").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const pid_t pid = fork();
  if (pid != 0) {
    for (const int descriptor : {input, output, errors}) close(descriptor);
    return pid;
  }
  // From here to exec only calls that are safe after fork.
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that dies leaves no server behind
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  close_range(STDERR_FILENO + 1, ~0U, 0);
  execve(arguments[0], arguments.data(), settings.data());
  _exit(127);
}

// The exit status, or -1; what it used if `usage` is given.
int WaitForEnd(pid_t pid, rusage* usage) {
  const Clock::time_point deadline = Clock::now() + kPatience;
  int status = 0;
  pid_t ended = 0;
  while ((ended = wait4(pid, &status, WNOHANG, usage)) == 0 && Clock::now() < deadline) {
    std::this_thread::sleep_for(kPoll);
  }
  if (ended == 0) {
    kill(pid, SIGKILL);
    wait4(pid, &status, 0, usage);
  }
  return ended == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Leaves the status for WaitForEnd.
bool HasEnded(pid_t pid) {
  siginfo_t info{};
  const int code = waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT);
  return code != 0 || info.si_pid == pid;
}

// The line of an occurrence of `part`, after so many others; empty if it has no end yet.
std::string LineWith(const std::string& text, std::string_view part, int skip) {
  size_t at = text.find(part);
  while (skip-- > 0 && at != std::string::npos) at = text.find(part, at + 1);
  if (at == std::string::npos || text.find('\n', at) == std::string::npos) return "";
  const size_t start = text.rfind('\n', at) + 1;  // npos + 1 is 0
  return text.substr(start, text.find('\n', at) - start);
}

}  // namespace

std::string FreshFolder() {
  const char* base = std::getenv("TEST_TMPDIR");
  std::string path = std::string(base == nullptr ? "/tmp" : base) + "/confabd_XXXXXX";
  return mkdtemp(path.data()) == nullptr ? "" : path;
}

CommandOutcome RunConfabd(const std::string& folder, const std::vector<std::string>& words,
                          std::string_view input) {
  // A server may have its log in the folder.
  const std::string streams = FreshFolder();
  std::ofstream(streams + "/input", std::ios::binary) << input;
  const int status = WaitForEnd(Launch(folder, streams, words, {}), nullptr);
  return {status, ReadFile(streams + "/output"), ReadFile(streams + "/errors")};
}

ConfabdProcess::ConfabdProcess(std::string_view config, const std::string& folder,
                               const std::vector<std::string>& options,
                               const std::vector<std::string>& environment)
    : folder_(folder) {
  WriteConfig(config);
  std::vector<std::string> words = {"--config", config_file()};
  words.insert(words.end(), options.begin(), options.end());
  pid_ = Launch(folder_, folder_, words, environment);
  LogWith("STARTED");
}

ConfabdProcess::~ConfabdProcess() {
  if (pid_ > 0) Stop(SIGKILL);
}

uint16_t ConfabdProcess::PortOf(int listener) const {
  const std::string line = LineWith(Log(), "LISTENING", listener);
  constexpr std::string_view kPort = "port";
  const size_t at = line.find(kPort);
  if (at == std::string::npos) return 0;
  const size_t digits = line.find_first_of("0123456789", at);
  return static_cast<uint16_t>(std::atoi(line.c_str() + digits));
}

void ConfabdProcess::WriteConfig(std::string_view config) const {
  std::ofstream(config_file(), std::ios::binary) << config;
}

void ConfabdProcess::Signal(int signal) const { kill(pid_, signal); }

std::string ConfabdProcess::LogWith(std::string_view part) const {
  const Clock::time_point deadline = Clock::now() + kPatience;
  std::string line = LineWith(Log(), part, 0);
  while (line.empty() && Clock::now() < deadline && !HasEnded(pid_)) {
    std::this_thread::sleep_for(kPoll);
    line = LineWith(Log(), part, 0);
  }
  return line.empty() ? LineWith(Log(), part, 0) : line;
}

std::string ConfabdProcess::Log() const { return ReadFile(folder_ + "/errors"); }

int ConfabdProcess::OpenDescriptors() const {
  const std::filesystem::directory_iterator open("/proc/" + std::to_string(pid_) + "/fd");
  return static_cast<int>(std::distance(begin(open), end(open)));
}

bool ConfabdProcess::AllowDescriptors(int more) const {
  const auto count = static_cast<rlim_t>(OpenDescriptors() + more);
  const rlimit limit{count, count};
  return prlimit(pid_, RLIMIT_NOFILE, &limit, nullptr) == 0;
}

int ConfabdProcess::Stop(int signal) {
  kill(pid_, signal);
  rusage usage{};
  const int status = WaitForEnd(std::exchange(pid_, -1), &usage);
  for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
    processor_time_ += std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
  }
  return status;
}

}  // namespace confab
