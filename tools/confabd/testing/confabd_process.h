// confabd as a child process, for tests: a server, or a command that ends by itself.
//
//   ConfabdProcess server("[[listen]]\nport = 0\n");
//   ChatPeer peer(server.port());
//   server.Signal(SIGHUP);
//   EXPECT_THAT(server.LogWith("RELOADED"), ...);
//   EXPECT_EQ(server.Stop(SIGTERM), 0);
//
// Invariants: a server serves when the constructor returns (else port() is 0) and is gone when the
// destructor does. Each has a folder of its own for its configuration, accounts and log. Nothing
// waits longer than kPatience.

#ifndef CONFAB_TOOLS_CONFABD_TESTING_CONFABD_PROCESS_H_
#define CONFAB_TOOLS_CONFABD_TESTING_CONFABD_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace confab {

struct CommandOutcome {
  int status = -1;  // -1: killed, or it did not end in time
  std::string output;
  std::string errors;
};

// A new empty folder.
std::string FreshFolder();

// Runs $CONFABD to its end, with `folder` as its state directory.
CommandOutcome RunConfabd(const std::string& folder, const std::vector<std::string>& words,
                          std::string_view input = "");

class ConfabdProcess {
 public:
  explicit ConfabdProcess(std::string_view config, const std::string& folder = FreshFolder(),
                          const std::vector<std::string>& options = {},
                          const std::vector<std::string>& environment = {});
  ~ConfabdProcess();
  ConfabdProcess(const ConfabdProcess&) = delete;
  ConfabdProcess& operator=(const ConfabdProcess&) = delete;

  uint16_t port() const { return PortOf(0); }
  // Of the listener that was opened so many after the first; 0 if there is none.
  uint16_t PortOf(int listener) const;
  const std::string& folder() const { return folder_; }
  std::string config_file() const { return folder_ + "/confabd.toml"; }

  void WriteConfig(std::string_view config) const;
  void Signal(int signal) const;

  // The first line of the log that contains `part`, once it is there; empty if it never comes.
  std::string LogWith(std::string_view part) const;
  std::string Log() const;

  int OpenDescriptors() const;
  // How many it may open beyond those that it has.
  bool AllowDescriptors(int more) const;

  // Sends the signal and waits for the end: the exit status, -1 as above.
  int Stop(int signal);
  // After Stop.
  std::chrono::microseconds processor_time() const { return processor_time_; }

 private:
  std::string folder_;
  pid_t pid_ = -1;
  std::chrono::microseconds processor_time_{0};
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_TESTING_CONFABD_PROCESS_H_
