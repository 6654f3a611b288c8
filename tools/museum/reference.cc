#include "tools/museum/reference.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "absl/status/status.h"
#include "tools/museum/witness.h"

namespace confab::tools {
namespace {

bool WriteAll(int fd, const void* data, size_t size) {
  const char* next = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = write(fd, next, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    next += written;
    size -= static_cast<size_t>(written);
  }
  return true;
}

bool ReadAll(int fd, void* data, size_t size) {
  char* next = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t got = read(fd, next, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Reference>> Reference::Start(const std::string& program) {
  int to[2];
  int from[2];
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
    return absl::ErrnoToStatus(errno, "pipe");
  }
  const pid_t child = fork();
  if (child < 0) return absl::ErrnoToStatus(errno, "fork");
  if (child == 0) {
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    execl(program.c_str(), program.c_str(), "serve", nullptr);
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  return std::unique_ptr<Reference>(new Reference(to[1], from[0]));
}

Reference::~Reference() {
  close(to_);
  close(from_);
}

std::optional<sim::Hash128> Reference::WitnessOf(const sim::Scenario& scenario) {
  const std::string bytes = scenario.SerializeAsString();
  const auto size = static_cast<uint32_t>(bytes.size());
  uint64_t words[2];
  if (!WriteAll(to_, &size, sizeof size) || !WriteAll(to_, bytes.data(), bytes.size()) ||
      !ReadAll(from_, words, sizeof words)) {
    return std::nullopt;
  }
  return sim::Hash128{words[0], words[1]};
}

void ServeWitnesses(const props::Trial& trial, int in, int out) {
  uint32_t size = 0;
  while (ReadAll(in, &size, sizeof size)) {
    std::string bytes(size, '\0');
    sim::Scenario scenario;
    if (!ReadAll(in, bytes.data(), size) || !scenario.ParseFromString(bytes)) return;
    const sim::Hash128 witness = Witness(scenario, trial);
    const uint64_t words[2] = {witness.high, witness.low};
    if (!WriteAll(out, words, sizeof words)) return;
  }
}

}  // namespace confab::tools
