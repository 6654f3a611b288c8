// The chat server over real sockets: one thread that drives the core, its links and its signals.
//
//   absl::StatusOr<std::unique_ptr<Daemon>> daemon = Daemon::Create({.config_file =
//   "confabd.toml"}); if (!daemon.ok()) return Fail(daemon.status());
//   (*daemon)->Run();   // until SIGTERM or SIGINT
//
// Invariants: it obeys the core and decides nothing about chat. The core hears Woke at wake_at or
// later, never earlier. Only the thread of Run touches the core; the store has a thread of its own.
// A reload (SIGHUP) takes all of the new settings or none of them.

#ifndef CONFAB_TOOLS_CONFABD_DAEMON_H_
#define CONFAB_TOOLS_CONFABD_DAEMON_H_

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/subject.h"
#include "tools/confabd/config/settings.h"
#include "tools/confabd/load_settings.h"
#include "tools/confabd/log.h"
#include "tools/confabd/net/links.h"
#include "tools/confabd/net/listeners.h"
#include "tools/confabd/net/tls_context.h"
#include "tools/confabd/recording/black_box.h"
#include "tools/confabd/service_manager.h"
#include "tools/confabd/store/account_store.h"
#include "tools/confabd/store/answer_desk.h"
#include "tools/examples/shell_clock.h"

namespace confab {

struct DaemonOptions {
  std::string config_file = {};              // empty: the defaults
  std::optional<LogFormat> log_format = {};  // instead of the file's
  std::string record_folder = {};            // instead of the file's, unless it is empty
};

class Daemon final : private LinkEvents {
 public:
  // Listens when it returns. kInvalidArgument: the configuration is wrong; the message has a line
  // for each problem. Others: the machine's mistakes.
  static absl::StatusOr<std::unique_ptr<Daemon>> Create(const DaemonOptions& options);
  ~Daemon() override;

  void Run();

 private:
  Daemon(const DaemonOptions& options, Settings settings, AccountStore store);

  absl::Status Start(TlsContext tls);
  absl::Status StartCore();
  void RenewRecording();
  void Reload();
  absl::Status Adopt(LoadedSettings loaded);  // all of it, or nothing
  void Stop();
  void AwaitSignal();
  void KickWatchdog();
  void OnAnswer(QuestionId id, const absl::StatusOr<std::string>& answer);

  void OnOpened(LinkId link, std::string_view peer, bool secure) override;
  void OnReceived(LinkId link, std::string_view bytes) override;
  void OnDrained(LinkId link, uint32_t bytes) override;
  void OnLost(LinkId link, std::string_view why) override;
  void OnTlsRefused(std::string_view peer, std::string_view why) override;
  void OnFreed() override;

  void Tell(const Input& input);
  void Obey(const Send& send);
  void Obey(const Close& close);
  void Obey(const Ask& ask);
  void Obey(const Note& note);
  void SleepUntil(Instant wake_at);

  const DaemonOptions options_;
  Settings settings_;
  Log log_;
  const ShellClock clock_;
  const ServiceManager manager_;
  TlsContext tls_;
  std::unique_ptr<Subject> core_;
  std::optional<BlackBox> black_box_;  // ends before its core
  int64_t links_told_ = 0;             // that the core has open
  int64_t questions_open_ = 0;
  asio::io_context io_;
  Links links_;
  Listeners listeners_;
  asio::signal_set signals_;
  asio::steady_timer wake_timer_;
  Instant timer_at_ = Instant::Never();
  Instant wake_at_ = Instant::Never();
  asio::steady_timer watchdog_timer_;
  const AccountStore store_;  // used by the desk alone
  AnswerDesk desk_;           // last: its thread posts to io_
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_DAEMON_H_
