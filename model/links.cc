// Clause 1: links, their clocks, and their ends.

#include <algorithm>

#include "model/reference.h"
#include "model/settings.h"
#include "model/texts.h"
#include "server_core/api/check.h"

namespace confab::model {

//= clauses#1.1
void Reference::On(const Opened& input) {
  CONFAB_CHECK(Find(input.link) == nullptr);
  const std::string host = CleanHost(input.peer);
  if (static_cast<int64_t>(links_.size()) >= config_.links_max) {
    const std::string error = Cat({"ERROR :Closing Link: *[", host, "] "});
    told_.push_back({input.link, ToldLine{error + "003 (No more connections)", false, ""}});
    told_.push_back({input.link, ToldClose{CloseReason::kNoMoreConnections}});
    return;
  }
  Link& link = links_[input.link];
  link.id = input.link;
  link.host = host;
  link.last_rx = now_.mono;
  link.allowance_tat = now_.mono;
  Arm(link, TimerKind::kRegistration, now_.mono + config_.registration_deadline);
}

//= clauses#1.3, clauses#1.4
void Reference::On(const Received& input) {
  Link* link = Find(input.link);
  if (link == nullptr || input.bytes.empty()) return;
  link->last_rx = now_.mono;
  link->probes = 0;
  if (link->logged_on) Arm(*link, TimerKind::kKeepalive, now_.mono + config_.probe_after);

  const size_t allowed = Allowed(*link, input.bytes.size());
  const int64_t cost = 1'000'000'000 / config_.input_bytes_per_second_max;
  link->allowance_tat =
      std::max(link->allowance_tat, now_.mono) + Duration(static_cast<int64_t>(allowed) * cost);
  for (char byte : input.bytes.substr(0, allowed)) {
    if (!TakeOne(*link, byte)) return;
  }
  if (allowed < input.bytes.size()) {
    Close(*link, CloseReason::kInputExceeded, "008 (Input flooding)");
  }
}

//= clauses#1.4: room = (now + burst * cost - tat) / cost bytes.
size_t Reference::Allowed(Link& link, size_t bytes) const {
  const int64_t cost = 1'000'000'000 / config_.input_bytes_per_second_max;
  const int64_t tat = std::max(link.allowance_tat, now_.mono).nanos();
  const __int128 full = static_cast<__int128>(config_.input_burst_bytes_max) * cost;
  const __int128 room = (now_.mono.nanos() + full - tat) / cost;
  if (room <= 0) return 0;
  return room < static_cast<__int128>(bytes) ? static_cast<size_t>(room) : bytes;
}

bool Reference::TakeOne(Link& link, char byte) {
  const LinkId id = link.id;
  std::string body;
  switch (TakeByte(link.pending, byte, body)) {
    case Taken::kNothing:
      return true;
    case Taken::kTooLong:  //= clauses#2.2
      NumericFree(link, "417");
      return true;
    case Taken::kNul:  //= clauses#2.3
      NumericFree(link, "400", "*");
      return true;
    case Taken::kLine:
      Obey(link, ParseBody(body));
      return Find(id) != nullptr;
  }
  return true;
}

//= clauses#1.5
void Reference::On(const Drained& input) {
  Link* link = Find(input.link);
  if (link == nullptr) return;
  CONFAB_CHECK(link->queued_bytes >= input.bytes);
  link->queued_bytes -= input.bytes;
}

//= clauses#1.5
void Reference::On(const Lost& input) {
  Link* link = Find(input.link);
  if (link == nullptr) return;
  if (link->logged_on) {
    std::string why = Cleaned(input.why, config_.reason_bytes_max);
    if (why.empty()) why = "Connection lost";
    for (LinkId peer : Peers(*link)) Say(*Find(peer), Cat({":", Mask(*link), " QUIT :", why}));
  }
  Remove(*link);
}

//= clauses#1.6
void Reference::On(const Answered& input) {
  const auto asked = questions_.find(input.question);
  if (asked == questions_.end()) return;
  Link& link = *Find(asked->second);
  questions_.erase(asked);
  link.exchange->question = QuestionId{};
  if (!input.answer.ok()) {
    AuthFail(link);
  } else if (link.exchange->waits == Exchange::Waits::kParameters) {
    AuthParameters(link, *input.answer);
  } else {
    AuthSignature(link, *input.answer);
  }
  TryLogOn(link);
}

//= clauses#1.12
void Reference::On(const Reconfigured& input) {
  if (input.config == nullptr || !MayReplace(config_, *input.config)) return;
  config_ = *input.config;
}

//= clauses#1.7: in the order (due, kind, link id).
void Reference::On(const Woke&) {
  while (!timers_.empty() && timers_.begin()->due <= now_.mono) {
    const Timer due = *timers_.begin();
    Fire(due);
  }
}

void Reference::Arm(Link& link, TimerKind kind, Instant due) {
  timers_.erase(link.timer);
  link.timer = Timer{due, kind, link.id};
  timers_.insert(link.timer);
}

void Reference::Fire(const Timer& timer) {
  Link& link = *Find(timer.link);
  if (timer.kind == TimerKind::kRegistration) {  //= clauses#1.8
    Close(link, CloseReason::kRegistrationTimeout, "(Registration timed out)");
  } else if (link.probes < 2) {  //= clauses#1.9
    Say(link, Cat({"PING :", config_.server_name}));
    ++link.probes;
    Arm(link, TimerKind::kKeepalive, now_.mono + config_.probe_wait);
  } else {
    const int64_t silent_s = (now_.mono - link.last_rx).count() / 1'000'000'000;
    Close(link, CloseReason::kPingTimeout,
          Cat({"011 (Ping timeout: ", Number(silent_s), " seconds)"}));
  }
}

//= clauses#1.10: the ERROR line, the QUIT for peers, the removal, the Close.
void Reference::Close(Link& link, CloseReason reason, std::string_view why, std::string_view quit) {
  const LinkId id = link.id;
  const std::string error = Cat({"ERROR :Closing Link: ", Name(link), "[", link.host, "] ", why});
  Tell(link, ToldLine{error, false, ""}, Queue::kForced);
  if (link.logged_on) {
    const std::string line = Cat({":", Mask(link), " QUIT :", quit});
    for (LinkId peer : Peers(link)) {
      quit.empty() ? SayFree(*Find(peer), line) : Say(*Find(peer), line);
    }
  }
  Remove(link);
  told_.push_back({id, ToldClose{reason}});
}

//= clauses#1.11: the smallest link id first; the QUIT lines may doom more.
void Reference::CloseDoomed() {
  while (!doomed_.empty()) {
    Close(*Find(*doomed_.begin()), CloseReason::kSendQueueExceeded, "009 (Output saturation)");
  }
}

void Reference::Remove(Link& link) {
  const std::vector<std::string> channels = link.channels;
  for (const std::string& channel : channels) Leave(link, channel);
  if (!link.nick.empty()) names_.erase(FoldOf(link.nick));
  if (link.exchange && link.exchange->Asks()) questions_.erase(link.exchange->question);
  if (link.logged_on) --users_;
  timers_.erase(link.timer);
  doomed_.erase(link.id);
  links_.erase(link.id);
}

}  // namespace confab::model
