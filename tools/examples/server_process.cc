#include "tools/examples/server_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "tools/examples/chat_peer.h"

namespace confab {
namespace {

std::string EnvironmentOr(const char* name, const char* fallback) {
  const char* value = std::getenv(name);
  return value == nullptr ? fallback : value;
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void Become(const std::vector<char*>& words, int output, int log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that dies leaves no server behind
  dup2(output, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  close_range(STDERR_FILENO + 1, ~0U, 0);  // what a test runner left open would count
  execv(words[0], words.data());
  _exit(127);
}

std::chrono::microseconds Micros(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

// False when the deadline passes first.
bool Readable(int descriptor, std::chrono::steady_clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  pollfd polled{descriptor, POLLIN, 0};
  return poll(&polled, 1, std::max(0, static_cast<int>(left.count()))) > 0;
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& options) {
  std::string path = EnvironmentOr("TEST_TMPDIR", "/tmp") + "/poll_server_XXXXXX";
  const int log = mkostemp(path.data(), O_CLOEXEC);
  log_path_ = path;
  int ends[2] = {-1, -1};
  if (log < 0 || pipe2(ends, O_CLOEXEC) != 0) return;
  std::vector<std::string> texts = {EnvironmentOr("POLL_SERVER", "poll_server"), "--port=0"};
  texts.insert(texts.end(), options.begin(), options.end());
  std::vector<char*> words;
  for (std::string& text : texts) words.push_back(text.data());
  words.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) Become(words, ends[1], log);
  close(log);
  close(ends[1]);
  output_ = ends[0];
  const std::string line = ReadFirstLine();
  port_ = static_cast<uint16_t>(std::atoi(line.substr(line.rfind(' ') + 1).c_str()));
}

ServerProcess::~ServerProcess() {
  if (pid_ > 0) Stop(SIGKILL);
  close(output_);
  unlink(log_path_.c_str());
}

int ServerProcess::Stop(int signal) {
  if (pid_ <= 0) return -1;
  if (signal != 0) kill(pid_, signal);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  char byte;
  bool ended = false;
  while (!ended && Readable(output_, deadline)) ended = read(output_, &byte, 1) == 0;
  if (!ended) kill(pid_, SIGKILL);
  int status = 0;
  rusage usage{};
  wait4(std::exchange(pid_, -1), &status, 0, &usage);
  processor_time_ = Micros(usage.ru_utime) + Micros(usage.ru_stime);
  return ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool ServerProcess::AllowDescriptors(int more) const {
  const std::filesystem::directory_iterator open("/proc/" + std::to_string(pid_) + "/fd");
  const auto count = static_cast<rlim_t>(std::distance(begin(open), end(open)) + more);
  const rlimit limit{count, count};
  return prlimit(pid_, RLIMIT_NOFILE, &limit, nullptr) == 0;
}

std::string ServerProcess::Log() const {
  std::ifstream file(log_path_, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string ServerProcess::ReadFirstLine() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::string line;
  char byte = 0;
  while (Readable(output_, deadline) && read(output_, &byte, 1) == 1 && byte != '\n') line += byte;
  return line;
}

}  // namespace confab
