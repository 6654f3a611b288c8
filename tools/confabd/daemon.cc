#include "tools/confabd/daemon.h"

#include <sys/resource.h>
#include <unistd.h>

#include <asio/error_code.hpp>
#include <asio/post.hpp>
#include <csignal>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "server_core/server.h"
#include "tools/confabd/state_directory.h"

namespace confab {
namespace {

constexpr char kStopLine[] = "ERROR :Closing Link: (Server is stopping)\r\n";

LinkLimits LimitsOf(const Settings& settings) {
  return {settings.handshake_deadline, static_cast<size_t>(settings.handshakes_max),
          settings.linger, static_cast<size_t>(settings.lingering_max)};
}

// As many descriptors as the system lets us have: a link is one.
void RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// What a running server cannot change; empty: nothing of that.
std::string FixedSettingChanged(const Settings& before, const Settings& after) {
  if (before.core.case_mapping != after.core.case_mapping) return "server.case_mapping";
  if (before.store_file != after.store_file) return "store.store_file";
  if (before.questions_max != after.questions_max) return "store.questions_max";
  if (before.record_folder != after.record_folder) return "record.record_folder";
  if (before.record_segment_bytes != after.record_segment_bytes) {
    return "record.record_segment_bytes";
  }
  if (before.record_segments_max != after.record_segments_max) return "record.record_segments_max";
  if (before.recordings_max != after.recordings_max) return "record.recordings_max";
  return "";
}

RecordingLimits RecordingLimitsOf(const Settings& settings) {
  return {static_cast<size_t>(settings.record_segment_bytes),
          static_cast<size_t>(settings.record_segments_max),
          static_cast<size_t>(settings.recordings_max)};
}

}  // namespace

absl::StatusOr<std::unique_ptr<Daemon>> Daemon::Create(const DaemonOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  RaiseDescriptorLimit();
  absl::StatusOr<LoadedSettings> loaded = LoadSettings(options.config_file);
  if (!loaded.ok()) return loaded.status();
  const absl::StatusOr<std::string> store_file = StoreFile(loaded->settings);
  if (!store_file.ok()) return store_file.status();
  absl::StatusOr<AccountStore> store = AccountStore::Open(*store_file);
  if (!store.ok()) return store.status();
  std::unique_ptr<Daemon> daemon(new Daemon(options, loaded->settings, *std::move(store)));
  if (absl::Status status = daemon->Start(std::move(loaded->tls)); !status.ok()) return status;
  return daemon;
}

Daemon::Daemon(const DaemonOptions& options, Settings settings, AccountStore store)
    : options_(options),
      settings_(std::move(settings)),
      log_(STDERR_FILENO),
      manager_(ServiceManager::OfEnvironment()),
      links_(io_, LimitsOf(settings_), *this),
      listeners_(io_, log_,
                 [this](asio::ip::tcp::socket socket, std::string peer, bool tls) {
                   links_.Adopt(std::move(socket), std::move(peer), tls ? tls_.get() : nullptr);
                 }),
      signals_(io_, SIGTERM, SIGINT, SIGHUP),
      wake_timer_(io_),
      watchdog_timer_(io_),
      store_(std::move(store)),
      desk_([this](const Question& question) { return store_.Answer(question); },
            static_cast<size_t>(settings_.questions_max),
            [this](QuestionId id, absl::StatusOr<std::string> answer) {
              asio::post(io_, [this, id, answer = std::move(answer)] { OnAnswer(id, answer); });
            }) {}

Daemon::~Daemon() = default;

absl::Status Daemon::Start(TlsContext tls) {
  tls_ = std::move(tls);
  log_.Set(options_.log_format.value_or(settings_.log_format), settings_.log_level);
  const std::string& folder =
      options_.record_folder.empty() ? settings_.record_folder : options_.record_folder;
  if (!folder.empty()) black_box_.emplace(folder, RecordingLimitsOf(settings_), log_);
  if (absl::Status status = StartCore(); !status.ok()) return status;
  AwaitSignal();
  return listeners_.Replace(settings_.listeners);
}

absl::Status Daemon::StartCore() {
  const Moment now = clock_.Now();
  const auto seed = static_cast<uint64_t>(absl::ToUnixNanos(now.wall));  // no secret depends on it
  auto core = ChatServer::Create(std::make_shared<const Config>(settings_.core), seed, now);
  if (!core.ok()) return core.status();
  if (black_box_) black_box_->End();
  core_ = *std::move(core);
  return black_box_ ? black_box_->Begin(*core_, settings_.core, seed, now) : absl::OkStatus();
}

// A recording replays from the start of a core only, and a core that nobody uses is as a new one.
void Daemon::RenewRecording() {
  if (!black_box_ || !black_box_->WantsNewCore() || links_told_ > 0 || questions_open_ > 0) return;
  const absl::Status status = StartCore();
  if (status.ok()) return;
  const std::string why(status.message());
  log_.Write(LogLevel::kWarning, "RECORDING_ENDED", {{"why", why}});
}

void Daemon::Run() {
  log_.Write(LogLevel::kInfo, "STARTED", {{"version", settings_.core.version}});
  manager_.Tell("READY=1");
  KickWatchdog();
  io_.run();
  log_.Write(LogLevel::kInfo, "STOPPED");
}

void Daemon::AwaitSignal() {
  signals_.async_wait([this](asio::error_code error, int signal) {
    if (error) return;
    if (signal != SIGHUP) return Stop();
    Reload();
    AwaitSignal();
  });
}

void Daemon::Stop() {
  log_.Write(LogLevel::kInfo, "STOPPING");
  manager_.Tell("STOPPING=1");
  links_.CloseAll(kStopLine);
  if (black_box_) black_box_->End();
  io_.stop();
}

void Daemon::Reload() {
  manager_.TellReloading();
  absl::StatusOr<LoadedSettings> loaded = LoadSettings(options_.config_file);
  absl::Status status = loaded.status();
  if (status.ok()) status = Adopt(std::move(*loaded));
  for (const absl::string_view why : absl::StrSplit(status.message(), '\n', absl::SkipEmpty())) {
    log_.Write(LogLevel::kError, "RELOAD_REFUSED", {{"why", {why.data(), why.size()}}});
  }
  if (status.ok()) log_.Write(LogLevel::kInfo, "RELOADED", {{"file", options_.config_file}});
  manager_.Tell("READY=1");
}

absl::Status Daemon::Adopt(LoadedSettings loaded) {
  const std::string fixed = FixedSettingChanged(settings_, loaded.settings);
  if (!fixed.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        options_.config_file, ": ", fixed, ": changed; a restart is needed to change it"));
  }
  absl::Status status = listeners_.Replace(loaded.settings.listeners);
  if (!status.ok()) return status;
  // From here on nothing fails.
  settings_ = std::move(loaded.settings);
  tls_ = std::move(loaded.tls);
  log_.Set(options_.log_format.value_or(settings_.log_format), settings_.log_level);
  links_.Set(LimitsOf(settings_));
  Tell(Reconfigured{std::make_shared<const Config>(settings_.core)});
  return absl::OkStatus();
}

void Daemon::KickWatchdog() {
  if (manager_.watchdog_interval().count() == 0) return;
  manager_.Tell("WATCHDOG=1");
  watchdog_timer_.expires_after(manager_.watchdog_interval());
  watchdog_timer_.async_wait([this](asio::error_code error) {
    if (!error) KickWatchdog();
  });
}

void Daemon::OnOpened(LinkId link, std::string_view peer, bool secure) {
  const std::string number = absl::StrCat(static_cast<uint64_t>(link));
  log_.Write(LogLevel::kDebug, "LINK_OPENED",
             {{"link", number}, {"peer", peer}, {"tls", secure ? "true" : "false"}});
  RenewRecording();
  ++links_told_;
  Tell(Opened{link, peer, secure});
}

void Daemon::OnReceived(LinkId link, std::string_view bytes) { Tell(Received{link, bytes}); }
void Daemon::OnDrained(LinkId link, uint32_t bytes) { Tell(Drained{link, bytes}); }
void Daemon::OnLost(LinkId link, std::string_view why) {
  --links_told_;
  Tell(Lost{link, why});
}

void Daemon::OnTlsRefused(std::string_view peer, std::string_view why) {
  log_.Write(LogLevel::kInfo, "TLS_REFUSED", {{"peer", peer}, {"why", why}});
}

void Daemon::OnFreed() { listeners_.Retry(); }

void Daemon::OnAnswer(QuestionId id, const absl::StatusOr<std::string>& answer) {
  --questions_open_;
  // A wrong password is the peer's affair; a store that fails is the operator's.
  if (!answer.ok() && !absl::IsPermissionDenied(answer.status())) {
    const std::string why(answer.status().message());
    log_.Write(LogLevel::kError, "STORE_FAILED", {{"why", why}});
  }
  if (answer.ok()) {
    Tell(Answered{id, std::string_view(*answer)});
  } else {
    Tell(Answered{id, answer.status()});
  }
  links_.Settle();
}

void Daemon::Tell(const Input& input) {
  const Moment now = clock_.Now();
  const Step step = black_box_ ? black_box_->Advance(now, input) : core_->Advance(now, input);
  for (const Output& output : step.outputs) {
    std::visit([this](const auto& order) { Obey(order); }, output);
  }
  SleepUntil(step.wake_at);
}

void Daemon::Obey(const Send& send) { links_.Send(send.link, send.line); }
void Daemon::Obey(const Close& close) {
  --links_told_;
  links_.Close(close.link);
}
void Daemon::Obey(const Note& note) { log_.Write(note, links_.PeerOf(note.link)); }

void Daemon::Obey(const Ask& ask) {
  ++questions_open_;
  if (desk_.Put(ask.id, ask.question)) return;
  // Not now: the step that asks must end first.
  asio::post(io_, [this, id = ask.id] {
    OnAnswer(id, absl::ResourceExhaustedError("too many questions wait"));
  });
}

// The timer is only ever moved forward: what it finds undone when it fires, it sleeps for.
void Daemon::SleepUntil(Instant wake_at) {
  wake_at_ = wake_at;
  if (wake_at >= timer_at_) return;
  timer_at_ = wake_at;
  wake_timer_.expires_after(wake_at - clock_.Now().mono);
  wake_timer_.async_wait([this](asio::error_code error) {
    if (error) return;
    timer_at_ = Instant::Never();
    if (wake_at_ > clock_.Now().mono) return SleepUntil(wake_at_);
    Tell(Woke{});
    links_.Settle();
  });
}

}  // namespace confab
