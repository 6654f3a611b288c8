#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

constexpr size_t kRepeatableBytes = 400;  // surely fits a reply with any name in front

// What a link has said on its way to the log-on.
struct Progress {
  std::string nick;  // as last accepted; empty if none
  bool user = false;
  bool negotiating = false;
  // During one step every prefix of its lines may be where the log-on happened.
  std::vector<std::string> nicks_possible;
  bool gates_passed = false;
};

// clauses#4.2
bool ValidNick(std::string_view nick, int64_t nick_bytes_max) {
  constexpr std::string_view kSpecials = "[]{}\\|^_`";
  if (nick.empty() || static_cast<int64_t>(nick.size()) > nick_bytes_max) return false;
  for (size_t i = 0; i < nick.size(); ++i) {
    const char c = nick[i];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool later = i > 0 && ((c >= '0' && c <= '9') || c == '-');
    if (!letter && !later && kSpecials.find(c) == std::string_view::npos) return false;
  }
  return true;
}

class WelcomeOnce final : public LawObserver {
 public:
  explicit WelcomeOnce(const LawSetting& setting) : LawObserver("welcome-once", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    if (progress_.size() < wire().links().size()) progress_.resize(wire().links().size());
    const WireLink* acting = wire().acting();
    if (acting != nullptr && !wire().acting_was_logged_on()) TakeHeard(*acting);
    for (size_t i = 0; i < wire().told().size(); ++i) {
      const Told& told = wire().told()[i];
      if (told.line.numeric == 1 && told.link != nullptr) LookAtWelcome(told, i);
    }
  }

  void TakeHeard(const WireLink& link) {
    Progress& progress = progress_[link.index];
    progress.nicks_possible = {progress.nick};
    progress.gates_passed = GatesPassed(progress);
    for (const Heard& heard : wire().heard()) {
      if (heard.kind != HeardKind::kLine) continue;
      TakeLine(ReadLine(heard.text), link, progress);
      progress.gates_passed = progress.gates_passed || GatesPassed(progress);
    }
  }

  static bool GatesPassed(const Progress& progress) {
    return !progress.nick.empty() && progress.user && !progress.negotiating;
  }

  void TakeLine(const ServerLine& line, const WireLink& link, Progress& progress) {
    if (SameWord(line.verb, "NICK") && Accepted(line.Param(0), link)) {
      progress.nick = line.Param(0);
      progress.nicks_possible.push_back(progress.nick);
    } else if (SameWord(line.verb, "USER") && line.ParamCount() >= 4) {
      progress.user = true;
    } else if (SameWord(line.verb, "CAP")) {
      TakeCap(line, progress);
    }
  }

  // A nick held by another stays so for the whole step, so one 433 for it speaks for all.
  bool Accepted(std::string_view nick, const WireLink& link) const {
    if (!ValidNick(nick, wire().config().nick_bytes_max)) return false;
    for (const Told& told : wire().told()) {
      if (told.link != &link || told.line.numeric != 433 || told.logged_on) continue;
      if (told.line.Param(1) == nick) return false;
    }
    return true;
  }

  static void TakeCap(const ServerLine& line, Progress& progress) {
    if (SameWord(line.Param(0), "END")) progress.negotiating = false;
    if (SameWord(line.Param(0), "LS")) progress.negotiating = true;
    // A list too long to be repeated is refused as a whole: it may begin nothing.
    const bool short_enough = line.text.size() <= kRepeatableBytes;
    if (SameWord(line.Param(0), "REQ") && short_enough) progress.negotiating = true;
  }

  void LookAtWelcome(const Told& told, size_t at) {
    const WireLink& link = *told.link;
    const Progress& progress = progress_[link.index];
    const std::string_view nick = told.line.Param(0);
    if (told.logged_on) return Break("twice", LinkName(link), " got a second 001");
    if (!progress.gates_passed) {
      return Break("gates", LinkName(link), " was welcomed before NICK, USER and the end of CAP");
    }
    LookAtNick(told, progress);
    const std::string_view text = told.line.Param(1);
    const std::string_view identity = text.substr(text.rfind(' ') + 1);
    if (identity.substr(0, identity.find('!')) != nick) {
      return Break("text", LinkName(link), " is ", nick, ", but 001 ends in ", identity);
    }
    if (link.live) LookAtBurst(link, at);
    if (link.live) LookAtCensus(link);
  }

  void LookAtNick(const Told& told, const Progress& progress) {
    const std::string_view nick = told.line.Param(0);
    for (const std::string& possible : progress.nicks_possible) {
      if (!possible.empty() && possible == nick) return;
    }
    Break("nick", LinkName(*told.link), " was welcomed as ", nick, ", its nick is ",
          progress.nick.empty() ? "none" : progress.nick);
  }

  //= clauses#4.9
  void LookAtBurst(const WireLink& link, size_t at) {
    int due = 1;
    for (size_t i = at; i < wire().told().size() && due <= 5; ++i) {
      const Told& told = wire().told()[i];
      if (told.link != &link || !std::holds_alternative<Send>(*told.output)) continue;
      if (told.line.numeric != due) break;
      ++due;
    }
    if (due <= 5) Break("burst", LinkName(link), " got no numeric ", due, " where it was due");
  }

  void LookAtCensus(const WireLink& link) {
    const CensusLink* row = wire().Census().Find(link.id);
    if (row != nullptr && row->logged_on && row->nick == link.nick) return;
    Break("holder", LinkName(link), " was told it is ", link.nick, ", the census says ",
          row == nullptr ? "nothing" : row->nick);
  }

  std::vector<Progress> progress_;  // by WireLink::index
};

}  // namespace

std::unique_ptr<Observer> WatchWelcomeOnce(const LawSetting& setting) {
  return Watching<WelcomeOnce>(setting);
}

}  // namespace confab::props
