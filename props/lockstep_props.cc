// The server and the reference live through random inputs together, without a simulator between
// them: tiny alphabets, tiny limits, any cut, late answers, clocks that jump. The seed is the run.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/time/time.h"
#include "model/lockstep.h"
#include "props/lockstep_dice.h"
#include "server_core/api/config.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"
#include "server_core/server.h"

namespace confab::props {
namespace {

// One run: a server, its reference, and what the outside world remembers.
class Life {
 public:
  explicit Life(uint64_t seed) : dice_(seed), config_(std::make_shared<Config>(dice_.Settings())) {
    config_->case_mapping = static_cast<CaseMapping>(dice_.Below(3));
    auto server = ChatServer::Create(config_, seed, now_);
    if (!server.ok()) {
      problem_ = std::string(server.status().message());
      return;
    }
    server_ = *std::move(server);
    lockstep_ = std::make_unique<model::Lockstep>(*config_, *server_, model::LockstepOptions{0, 0});
  }

  // What went wrong, with the story that led there; empty: nothing.
  std::string Live(int steps) {
    for (int i = 0; i < steps && problem_.empty(); ++i) {
      PassTime();
      Something();
    }
    while (problem_.empty() && !peers_.empty()) {
      Advance(Lost{peers_.begin()->first, "over"}, "lost");
      peers_.erase(peers_.begin());
    }
    if (problem_.empty() && server_->Accounts() != Ledger()) problem_ = "the ledger is not empty";
    if (problem_.empty()) return "";
    constexpr size_t kShown = 6000;
    return story_.substr(story_.size() - std::min(story_.size(), kShown)) + problem_;
  }

 private:
  struct Peer {
    std::string unsent;  // lines it is going to send
    bool logged_on = false;
    std::string nonces;   // of its AUTH exchange; "v" after the proof held
    uint32_t queued = 0;  // sent to it and not drained
  };
  struct Asked {
    QuestionId id;
    bool proof;
  };

  void PassTime() {
    now_.wall += absl::Seconds(dice_.Between(-3, 3));
    int64_t nanos = now_.mono.nanos();
    if (dice_.Chance(30)) nanos += dice_.Between(0, 30);
    if (dice_.Chance(3)) nanos += dice_.Between(0, 200'000'000'000);
    if (wake_at_ != Instant::Never() && dice_.Chance(10)) {
      nanos = std::max(nanos, wake_at_.nanos() + dice_.Between(-1, 1));
    }
    now_.mono = Instant::FromNanos(nanos);
  }

  void Something() {
    const uint64_t die = dice_.Below(100);
    if (peers_.empty() || die < 5) return Open();
    Peer& peer = SomePeer();
    if (die < 7) return LateNews();
    if (die < 65) return Speak(peer);
    if (die < 73) return Drain(peer);
    if (die < 74) return Lose();
    if (die < 80) return Advance(Woke{}, "woke");
    if (die < 99) return Answer();
    Reconfigure();
  }

  // About a link that is gone, or of no bytes at all.
  void LateNews() {
    if (dice_.Chance(30)) return Advance(Received{at_, ""}, "nothing");
    if (dice_.Chance(30)) return Advance(Drained{gone_, 1}, "late drained");
    if (dice_.Chance(50)) return Advance(Lost{gone_, "again"}, "late lost");
    Advance(Received{gone_, "QUIT\r\n"}, "late received");
  }

  Peer& SomePeer() {
    auto peer = peers_.begin();
    std::advance(peer, dice_.Below(peers_.size()));
    at_ = peer->first;
    return peer->second;
  }

  void Open() {
    const LinkId link{++opened_ * 7919 % 1009};  // in no order
    peers_[link].unsent = dice_.Greeting();
    const std::string host = dice_.Host();
    Advance(Opened{link, host}, "opened " + Number(link));
  }

  void Speak(Peer& peer) {
    if (peer.unsent.empty()) {
      for (uint64_t lines = 1 + dice_.Below(3); lines > 0; --lines) {
        if (dice_.Chance(5)) peer.unsent += dice_.OneOf({"@t=1;+x ", ":me ", " ", "@", "\r\n"});
        peer.unsent += dice_.Line(peer.logged_on, peer.nonces);
        if (dice_.Chance(2)) peer.unsent += dice_.Bytes(dice_.Below(20));
        if (dice_.Chance(1)) peer.unsent += std::string(dice_.Below(4600), '@');
        peer.unsent += dice_.OneOf({"\r\n", "\n", "\r", "\r\n", "\r\n"});
      }
    }
    const size_t most = peer.unsent.size();
    const std::string bytes =
        peer.unsent.substr(0, dice_.Chance(60) ? most : 1 + dice_.Below(most));
    peer.unsent.erase(0, bytes.size());
    Advance(Received{at_, bytes}, Number(at_) + " > " + absl::CEscape(bytes));
  }

  void Drain(Peer& peer) {
    const auto bytes =
        dice_.Chance(50) ? peer.queued : static_cast<uint32_t>(dice_.Below(peer.queued + 1));
    peer.queued -= bytes;
    Advance(Drained{at_, bytes}, Number(at_) + " drained " + std::to_string(bytes));
  }

  void Lose() {
    const LinkId link = at_;
    peers_.erase(link);
    gone_ = link;
    const std::string why = dice_.Text();
    Advance(Lost{link, why}, "lost " + Number(link) + " " + absl::CEscape(why));
  }

  void Answer() {
    if (asked_.empty()) return;
    const Asked asked = asked_[dice_.Below(asked_.size())];
    if (!dice_.Chance(10)) {
      asked_.erase(std::find_if(asked_.begin(), asked_.end(),
                                [&](const Asked& one) { return one.id == asked.id; }));
    }
    const std::string what = "answer " + std::to_string(static_cast<uint64_t>(asked.id)) + " ";
    if (dice_.Chance(10))
      return Advance(Answered{asked.id, absl::NotFoundError("no")}, what + "no");
    const std::string text = dice_.Answer(asked.proof);
    Advance(Answered{asked.id, std::string_view(text)}, what + text);
  }

  void Reconfigure() {
    auto config = std::make_shared<Config>(dice_.Settings());
    config->case_mapping = config_->case_mapping;
    if (dice_.Chance(20)) config->case_mapping = static_cast<CaseMapping>(dice_.Below(3));
    if (dice_.Chance(20)) config->nick_bytes_max = 0;
    Advance(Reconfigured{config}, "reconfigured");
  }

  void Advance(const Input& input, const std::string& what) {
    story_ += "t=" + std::to_string(now_.mono.nanos()) + " " + what + "\n";
    const Step step = server_->Advance(now_, input);
    lockstep_->OnStep(now_, input, step);
    wake_at_ = step.wake_at;
    for (const Output& output : step.outputs) Take(output);
    const auto& verdict = lockstep_->Verdict();
    const absl::Status audit = server_->Audit();
    if (verdict) problem_ = verdict->law + "/" + verdict->rule + " " + verdict->detail;
    if (!audit.ok()) problem_ = "audit: " + std::string(audit.message());
  }

  void Take(const Output& output) {
    if (const auto* send = std::get_if<Send>(&output)) {
      story_ += "    " + Number(send->link) + " < " + absl::CEscape(std::string(send->line)) + "\n";
      Peer& peer = peers_[send->link];
      peer.queued += static_cast<uint32_t>(send->line.size());
      if (send->line.find(" 001 ") != std::string_view::npos) peer.logged_on = true;
      constexpr std::string_view kFirst = "AUTH SCRAM-SHA-256 S :";
      if (send->line.substr(0, kFirst.size()) == kFirst) {
        const std::string_view data = send->line.substr(kFirst.size());
        const bool last = data.substr(0, 2) == "v=";
        peer.nonces = last ? "v" : std::string(data.substr(2, data.find("\\c") - 2));
      }
    } else if (const auto* close = std::get_if<Close>(&output)) {
      story_ += "    " + Number(close->link) + " closed\n";
      peers_.erase(close->link);
      gone_ = close->link;
    } else if (const auto* ask = std::get_if<Ask>(&output)) {
      story_ += "    " + Number(ask->link) + " asks\n";
      asked_.push_back({ask->id, std::holds_alternative<ScramProof>(ask->question)});
    } else if (const auto* note = std::get_if<Note>(&output)) {
      story_ += "    note " + std::string(EventName(note->event));
      for (const NoteField& field : note->fields) story_ += " " + std::string(field.value);
      story_ += "\n";
    }
  }

  static std::string Number(LinkId link) { return std::to_string(static_cast<uint64_t>(link)); }

  Dice dice_;
  std::shared_ptr<Config> config_;
  Moment now_{Instant(), absl::FromUnixSeconds(1'000'000'000)};
  std::unique_ptr<ChatServer> server_;
  std::unique_ptr<model::Lockstep> lockstep_;
  std::map<LinkId, Peer> peers_;
  std::deque<Asked> asked_;
  LinkId at_{};
  LinkId gone_{};  // the last one that ended
  uint64_t opened_ = 0;
  Instant wake_at_ = Instant::Never();
  std::string story_;
  std::string problem_;
};

TEST(Lockstep, ServerAndReferenceAgreeWhateverComes) {
  constexpr uint64_t kRuns = 400;
  constexpr int kSteps = 200;
  for (uint64_t seed = 1; seed <= kRuns; ++seed) {
    const std::string story = Life(seed).Live(kSteps);
    ASSERT_EQ(story, "") << "seed " << seed;
  }
}

// Eight nicks of 30 bytes on a channel, and eight channels of one user: with every length of the
// first name, so that each way to end a line at, before and after its last byte comes once.
TEST(Lockstep, ListsAreFilledToTheLastByte) {
  auto config = std::make_shared<Config>();
  config->channel_bytes_max = 100;
  config->topic_bytes_max = 200;
  for (size_t bytes = 2; bytes <= 100; ++bytes) {
    const Moment now{Instant(), absl::UnixEpoch()};
    auto server = ChatServer::Create(config, 1, now);
    ASSERT_TRUE(server.ok());
    model::Lockstep lockstep(*config, **server, model::LockstepOptions{0, 0});
    const auto advance = [&](const Input& input) {
      lockstep.OnStep(now, input, (*server)->Advance(now, input));
    };
    const std::string first = "#" + std::string(bytes - 1, 'x');
    for (uint64_t link = 1; link <= 8; ++link) {
      advance(Opened{LinkId{link}, "h"});
      const std::string nick = std::string(29, 'n') + static_cast<char>('a' + link);
      const std::string channel = std::string(60, 'c') + static_cast<char>('a' + link);
      const std::string lines = "NICK " + nick + "\r\nUSER u 0 * :R\r\nJOIN " + first + "\r\n";
      advance(Received{LinkId{link}, lines});
      advance(Received{LinkId{1}, "JOIN #" + channel + "\r\nWHOIS " + nick + "\r\n"});
    }
    advance(Received{LinkId{1}, "WHOIS " + std::string(29, 'n') + "b\r\nNAMES " + first + "\r\n"});
    ASSERT_FALSE(lockstep.Verdict()) << lockstep.Verdict()->detail;
  }
}

}  // namespace
}  // namespace confab::props
