// The server of the example as a child process, for tests.
//
//   ServerProcess server({"--probe_after=300ms"});
//   ChatPeer peer(server.port());
//   ...
//   EXPECT_EQ(server.Stop(SIGTERM), 0);
//   EXPECT_THAT(server.Log(), HasSubstr("CLIENT_CLOSED"));
//
// Invariants: the child serves when the constructor returns (else port() is 0), and is gone when
// the destructor does.

#ifndef CONFAB_TOOLS_EXAMPLES_SERVER_PROCESS_H_
#define CONFAB_TOOLS_EXAMPLES_SERVER_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace confab {

class ServerProcess {
 public:
  // Runs $POLL_SERVER with --port=0 and these options.
  explicit ServerProcess(const std::vector<std::string>& options);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  uint16_t port() const { return port_; }

  // Sends the signal (0: none) and waits for the end. The exit status; -1 if it was killed or did
  // not end in time.
  int Stop(int signal);

  // How many descriptors it may open beyond those that it has.
  bool AllowDescriptors(int more) const;

  // After Stop: processor time that it used, and what it wrote to its log.
  std::chrono::microseconds processor_time() const { return processor_time_; }
  std::string Log() const;

 private:
  std::string ReadFirstLine();

  std::string log_path_;
  pid_t pid_ = -1;
  int output_ = -1;  // of the child; ends when it ends
  uint16_t port_ = 0;
  std::chrono::microseconds processor_time_{0};
};

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_SERVER_PROCESS_H_
