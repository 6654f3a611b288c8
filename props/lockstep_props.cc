// The server and the reference live through random inputs together, without a simulator between
// them: tiny alphabets, tiny limits, any cut, late answers, clocks that jump. The seed is the run.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/time/time.h"
#include "model/lockstep.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"
#include "server_core/api/random.h"
#include "server_core/api/subject.h"
#include "server_core/server.h"

namespace confab::props {
namespace {

using Words = std::vector<std::string>;

// Draws words, lines and settings.
class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}

  uint64_t Below(uint64_t bound) { return random_.Below(bound); }
  bool Chance(uint64_t percent) { return random_.Chance(percent, 100); }
  int64_t Between(int64_t low, int64_t high) { return random_.Between(low, high); }
  const std::string& OneOf(const Words& words) { return words[Below(words.size())]; }

  std::string Bytes(size_t count) {
    std::string bytes;
    for (size_t i = 0; i < count; ++i) bytes += static_cast<char>(Below(256));
    return bytes;
  }
  std::string Text() {
    if (Chance(10)) return std::string(Below(480), Chance(50) ? 'x' : '\xa9');
    return OneOf({"", "hi", "a b", ":", "\x01tab\t\x7f", "caf\xc3\xa9 \xc3\xa9\xc3\xa9", "-"});
  }
  std::string Nick() {
    if (Chance(5)) return std::string(1 + Below(8), 'n');
    return OneOf({"a", "A", "b", "c[", "C{", "d^", "e\\", "E|", "1x", "f-2", "", "*", ":a"});
  }
  std::string Channel() {
    if (Chance(5)) return "#" + std::string(Below(9), 'c');
    return OneOf({"#x", "#X", "&y", "#z[", "#Z{", "#", "x", "#\x07", "#caf\xc3\xa9", "0", "#w"});
  }
  std::string Channels() { return Chance(70) ? Channel() : Channel() + "," + Channel() + ",,#x"; }
  std::string Target() { return Chance(50) ? Nick() : Channel(); }
  std::string Targets() {
    return Chance(60) ? Target() : Target() + "," + Target() + "," + Target() + ",," + Target();
  }

  Config Settings() {
    Config config;
    config.server_name = OneOf({"s.t", "irc.confab.test"});
    config.network_name = OneOf({"Confab", "a=b\\c"});
    if (Chance(30)) config.motd = {"one", "two"};
    if (Chance(10)) config.password = "p";
    config.anonymous_allowed = !Chance(15);
    config.scram_enabled = !Chance(10);
    config.links_max = Chance(70) ? 100 : Between(1, 6);
    if (Chance(20)) config.registration_deadline = std::chrono::nanoseconds(Between(1, 200));
    if (Chance(40)) config.probe_after = std::chrono::nanoseconds(Between(1, 200));
    if (Chance(70)) config.probe_wait = std::chrono::nanoseconds(Between(1, 50));
    config.auth_exchanges_max = Between(1, 3);
    config.auth_failures_max = Between(1, 3);
    config.nick_bytes_max = Between(1, 8) | 2;
    config.user_bytes_max = Between(2, 5);
    config.realname_bytes_max = Between(1, 20);
    config.channel_bytes_max = Between(2, 8) | 4;
    config.topic_bytes_max = Between(1, 20);
    config.reason_bytes_max = Between(1, 10);
    config.channels_per_user_max = Between(1, 4);
    config.channels_max = Between(1, 5);
    config.targets_max = Between(1, 3);
    config.send_queue_bytes_max = Chance(50) ? 65'536 : Between(512, 4096);
    config.input_burst_bytes_max = Chance(80) ? 65'536 : Between(512, 1024);
    config.input_bytes_per_second_max = Chance(50) ? 1'000'000'000 : Between(1, 1'000'000'000);
    return config;
  }

  // What a new peer says first.
  std::string Greeting() {
    const std::string log_on = "NICK " + Nick() + "\r\nUSER u 0 * :Real\r\n";
    if (Chance(20)) return AuthLine("") + "\r\n" + log_on;
    return Chance(70) ? log_on + "JOIN #x,&y\r\n" : "";
  }

  // One line without its end. `nonces` are those of the link's AUTH exchange, both together.
  std::string Line(bool logged_on, const std::string& nonces) {
    if (logged_on ? Chance(85) : Chance(15)) return ChatLine();
    if (Chance(40)) return AuthLine(nonces);
    switch (Below(5)) {
      case 0:
        return "CAP " + OneOf({"LS", "LS 302", "LIST", "REQ", "REQ :x -y", "END", "end", "x", ":"});
      case 1:
        return "PASS " + OneOf({"p", "q", ":"});
      case 2:
        return "USER " + OneOf({"u", "us!er", "!", "longuser"}) + " 0 * :" + Text();
      default:
        return "NICK " + Nick();
    }
  }

 private:
  std::string ChatLine() {
    switch (Below(13)) {
      case 0:
      case 1:
        return "JOIN " + Channels();
      case 2:
        return "PART " + Channels() + (Chance(50) ? " :" + Text() : "");
      case 3:
      case 4:
        return OneOf({"PRIVMSG ", "NOTICE ", "privmsg "}) + Targets() + " :" + Text();
      case 5:
        return "TOPIC " + Channel() + (Chance(60) ? " :" + Text() : "");
      case 6:
        return "NAMES " + Channels();
      case 7:
        return "WHOIS " + (Chance(30) ? OneOf({"s.t ", "S.T ", "a ", "x "}) : "") + Nick();
      case 8:
        return "MODE " + Target() +
               (Chance(50) ? OneOf({" +x", " +-", " -o a", " :", " :: "}) : "");
      case 9:
        return OneOf({"LUSERS", "MOTD", "MOTD s.t", "MOTD x", "PONG", "ERROR :x", "001 x", "PING",
                      "IRCX", "ISIRCX", "MODE ISIRCX", "mode isircx", "NICK", "FOO", "@t x"});
      case 10:
        return "PING :" + Text();
      case 11:
        return Chance(20) ? OneOf({"QUIT", "QUIT :" + Text()}) : "PONG :" + Text();
      default:
        return "NICK " + Nick();
    }
  }
  std::string AuthLine(const std::string& nonces) {
    const std::string package = Chance(90) ? "SCRAM-SHA-256" : OneOf({"scram-sha-256", "ANON"});
    if (Chance(10)) return "AUTH " + package + OneOf({" *", "", " X", " S :x", " s", " I"});
    if (nonces.empty() || Chance(20)) {
      const std::string first = Chance(60) ? "n,,n=al,r=abc" : OneOf(firsts_);
      return "AUTH " + package + " I :" + first;
    }
    if (nonces == "v" ? Chance(90) : Chance(5)) return "AUTH " + package + " S";
    if (Chance(80)) return "AUTH " + package + " S :c=biws,r=" + nonces + ",p=cA==";
    return "AUTH " + package + " S :" + OneOf({"c=biws,r=", "c=eSxhPWFsLA==,r=", "c=biws\\cr="}) +
           nonces + OneOf({",p=cA==", "\\cp=cA==", ",e=,p=cA==", ",p=", ",x,p=cA==", "x,p=cA=="});
  }

  const Words firsts_ = {"n\\c\\cn=al\\cr=a\\\\bc", "y,a=al,n=al,r=x,e=1", "n,,n=,r=x",
                         "p=x,,n=al,r=x",           "n,,m=1,n=al,r=x",     "n,a=bo,n=al,r=x",
                         "n,,n=a=3Dl,r=x,",         "n,,n=al,r=\xc3",      "n,,n=a\\bl,r=x"};
  Random random_;
};

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
    if (die < 65) return Speak(peer);
    if (die < 73) return Drain(peer);
    if (die < 74) return Lose();
    if (die < 80) return Advance(Woke{}, "woke");
    if (die < 99) return Answer();
    Reconfigure();
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
    const std::string host = dice_.OneOf({"h", "::1", "", "192.0.2.7", "a b"});
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
    const std::string text =
        dice_.Chance(70)
            ? (asked.proof ? "c2ln" : "XYZ c2FsdA== 4096")
            : dice_.OneOf({"", "a b", std::string(128, 'a'), std::string(129, 'a'), "X  cw== 4096",
                           "X\\Z cw== 5000", "XYZ cw== 0004096", "X cw== 4095", "X, cw== 4096"});
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
    } else if (const auto* ask = std::get_if<Ask>(&output)) {
      story_ += "    " + Number(ask->link) + " asks\n";
      asked_.push_back({ask->id, std::holds_alternative<ScramProof>(ask->question)});
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
  uint64_t opened_ = 0;
  Instant wake_at_ = Instant::Never();
  std::string story_;
  std::string problem_;
};

TEST(Lockstep, ServerAndReferenceAgreeWhateverComes) {
  constexpr uint64_t kRuns = 1000;
  constexpr int kSteps = 200;
  for (uint64_t seed = 1; seed <= kRuns; ++seed) {
    const std::string story = Life(seed).Live(kSteps);
    ASSERT_EQ(story, "") << "seed " << seed;
  }
}

}  // namespace
}  // namespace confab::props
