// What the black box costs: the same steps of the core, with it and without.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "server_core/server.h"
#include "tools/confabd/log.h"
#include "tools/confabd/recording/black_box.h"
#include "tools/confabd/recording/recording_files.h"

namespace confab {
namespace {

constexpr RecordingLimits kLimits = {16 << 20, 9'999, 1};

// A core with a channel in which everybody is, perhaps with a black box before it.
class Door {
 public:
  Door(bool is_recorded, int users) : log_(-1) {
    log_.Set(LogFormat::kText, LogLevel::kError);
    Config config;
    config.input_burst_bytes_max = 1'000'000'000;
    config.input_bytes_per_second_max = 1'000'000'000;
    config.send_queue_bytes_max = 1'000'000'000;
    core_ = *ChatServer::Create(std::make_shared<const Config>(config), 7, now_);
    if (is_recorded) {
      folder_ = "/tmp/black_box_XXXXXX";
      if (mkdtemp(folder_.data()) == nullptr) std::abort();
      box_ = std::make_unique<BlackBox>(folder_, kLimits, log_);
      if (!box_->Begin(*core_, config, 7, now_).ok()) std::abort();
    }
    for (int i = 1; i <= users; ++i) {
      Tell(Opened{Link(i), "127.0.0.1"});
      const std::string lines = absl::StrCat("NICK n", i, "\r\nUSER u 0 * :U\r\nJOIN #c\r\n");
      Tell(Received{Link(i), lines});
    }
  }
  ~Door() {
    if (box_ != nullptr) box_->End();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  static LinkId Link(int number) { return LinkId{static_cast<uint64_t>(number)}; }

  size_t Tell(const Input& input) {
    now_.mono = now_.mono + Duration(1'000'000);
    const Step step = box_ ? box_->Advance(now_, input) : core_->Advance(now_, input);
    return step.outputs.size();
  }

 private:
  Log log_;
  Moment now_{{}, absl::UnixEpoch()};
  std::unique_ptr<Subject> core_;
  std::string folder_;
  std::unique_ptr<BlackBox> box_;
};

void BM_Ping(benchmark::State& state) {
  Door door(state.range(0) == 1, 1);
  for (auto unused : state) {
    benchmark::DoNotOptimize(door.Tell(Received{Door::Link(1), "PING :0123456789\r\n"}));
  }
}

void BM_MessageToAHundred(benchmark::State& state) {
  Door door(state.range(0) == 1, 100);
  const std::string line = "PRIVMSG #c :" + std::string(100, 'x') + "\r\n";
  for (auto unused : state) {
    benchmark::DoNotOptimize(door.Tell(Received{Door::Link(1), line}));
  }
}

BENCHMARK(BM_Ping)->ArgName("recorded")->Arg(0)->Arg(1);
BENCHMARK(BM_MessageToAHundred)->ArgName("recorded")->Arg(0)->Arg(1);

}  // namespace
}  // namespace confab
