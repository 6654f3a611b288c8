#include "tools/examples/poll_loop.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"
#include "tools/examples/chat_peer.h"
#include "tools/examples/loopback.h"
#include "tools/examples/scram_authority.h"
#include "tools/examples/shell_clock.h"

namespace confab {
namespace {

// Says back what it hears. A line with "end" closes, one with "ask" asks twice, one with "wake"
// wants to be woken 30 ms later and then says so. It keeps the promises of output.h and no more:
// what its outputs point to is overwritten by the next Advance.
class Parrot : public Subject {
 public:
  Step Advance(const Moment& now, const Input& input) override {
    went_back_ |= now.mono < last_;
    last_ = now.mono;
    for (std::string& text : arena_) text.assign(text.size(), '#');
    outputs_.clear();
    std::visit([this](const auto& news) { Hear(news); }, input);
    return {outputs_, wake_at_};
  }
  std::string Census() const override { return ""; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger_; }

  std::string faults() const {
    std::string faults;
    if (went_back_) faults += "time went back;";
    if (woken_early_) faults += "woken early;";
    for (const auto& [link, bytes] : undrained_) {
      if (bytes != 0) faults += "bytes not drained once;";
    }
    return faults;
  }

 private:
  void Say(LinkId link, std::string_view text) {
    undrained_[link] += static_cast<int64_t>(text.size());
    outputs_.push_back(Send{link, arena_.emplace_back(text)});
  }
  void Hear(const Opened& opened) { undrained_[opened.link] = 0; }
  void Hear(const Received& received) {
    const LinkId link = received.link;
    const std::string bytes(received.bytes);
    if (bytes.find("ask") != std::string::npos) {
      outputs_.push_back(Ask{QuestionId{1}, link, ScramParameters{arena_.emplace_back("alice")}});
      outputs_.push_back(
          Ask{QuestionId{2}, link, ScramProof{arena_.emplace_back("alice"), "", ""}});
      asker_ = link;
    }
    Say(link, bytes);
    if (bytes.find("wake") != std::string::npos) {
      wake_at_ = last_ + std::chrono::milliseconds(30);
      asker_ = link;
    }
    if (bytes.find("end") != std::string::npos) {
      outputs_.push_back(Close{link, CloseReason::kQuit});
      undrained_.erase(link);
    }
  }
  void Hear(const Drained& drained) {
    const auto found = undrained_.find(drained.link);
    if (found != undrained_.end()) found->second -= drained.bytes;
  }
  void Hear(const Lost& lost) { undrained_.erase(lost.link); }
  void Hear(const Woke&) {
    woken_early_ |= last_ < wake_at_;
    wake_at_ = Instant::Never();
    Say(asker_, "awake\r\n");
  }
  void Hear(const Answered& answered) { Say(asker_, answered.answer.ok() ? "yes\r\n" : "no\r\n"); }
  void Hear(const Reconfigured&) {}

  // Never shrinks, so that a stale view reads '#' and not freed bytes.
  std::deque<std::string> arena_;
  std::vector<Output> outputs_;
  Instant last_;
  Instant wake_at_ = Instant::Never();
  std::map<LinkId, int64_t> undrained_;
  LinkId asker_{0};
  bool went_back_ = false;
  bool woken_early_ = false;
  Ledger ledger_;
};

class PollLoopTest : public ::testing::Test {
 protected:
  PollLoopTest() : authority_(*ScramAuthority::FromText("alice secret\n")) {
    listener_ = *ListenOnLoopback(0);
    const int little = 4096;  // inherited by what is accepted: sockets that take part of a write
    setsockopt(listener_, SOL_SOCKET, SO_SNDBUF, &little, sizeof(little));
    EXPECT_EQ(pipe2(stop_, O_CLOEXEC), 0);
    loop_ =
        std::thread([this] { ended_ = Serve(parrot_, clock_, authority_, listener_, stop_[0]); });
  }
  ~PollLoopTest() override {
    StopLoop();
    close(listener_);
    close(stop_[0]);
  }

  // After this the parrot may be looked at.
  void StopLoop() {
    if (!loop_.joinable()) return;
    close(stop_[1]);
    loop_.join();
    EXPECT_TRUE(ended_.ok()) << ended_;
    EXPECT_EQ(parrot_.faults(), "");
  }

  uint16_t port() const { return PortOf(listener_); }

 private:
  ScramAuthority authority_;
  ShellClock clock_;
  Parrot parrot_;
  int listener_ = -1;
  int stop_[2] = {-1, -1};
  std::thread loop_;
  absl::Status ended_;
};

TEST_F(PollLoopTest, EveryByteArrivesInOrderWhateverASocketTakes) {
  constexpr int kLines = 100'000;
  ChatPeer peer(port(), /*receive_buffer_bytes=*/4096);
  std::string text;
  for (int i = 0; i < kLines; ++i) text += std::to_string(i) + "\r\n";
  ASSERT_TRUE(peer.Say(text));  // more than all buffers hold, before the first is read
  for (int i = 0; i < kLines; ++i) ASSERT_EQ(peer.Line(), std::to_string(i));
  StopLoop();
}

TEST_F(PollLoopTest, EachQuestionIsAnsweredAfterTheOutputsBesideIt) {
  ChatPeer peer(port());
  ASSERT_TRUE(peer.Say("ask\r\n"));
  EXPECT_EQ(peer.Line(), "ask");
  EXPECT_EQ(peer.Line(), "yes");
  EXPECT_EQ(peer.Line(), "no");
}

TEST_F(PollLoopTest, WakesWhenPromisedWithoutAnyTraffic) {
  ChatPeer peer(port());
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(peer.Say("wake\r\n"));
    EXPECT_EQ(peer.Line(), "wake");
    EXPECT_EQ(peer.Line(), "awake");
  }
}

TEST_F(PollLoopTest, UnreadBytesDoNotTurnTheEndIntoAReset) {
  ChatPeer peer(port());
  ASSERT_TRUE(peer.Say("end\r\n" + std::string(20'000, 'x')));  // more than one reading takes
  EXPECT_EQ(peer.Line(), "end");
  EXPECT_TRUE(peer.SeesTheEnd());
  EXPECT_FALSE(peer.was_reset());
}

TEST_F(PollLoopTest, APeerThatBreaksOffHarmsNoOther) {
  ChatPeer stays(port());
  for (int i = 0; i < 20; ++i) {
    ChatPeer breaks(port(), /*receive_buffer_bytes=*/4096);
    ASSERT_TRUE(breaks.Say(std::string(50'000, 'x')));
    breaks.Reset();
    ASSERT_TRUE(stays.Say("here\r\n"));
    ASSERT_EQ(stays.Line(), "here");
  }
}

}  // namespace
}  // namespace confab
