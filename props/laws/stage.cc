#include "props/laws/stage.h"

#include "props/laws/text.h"
#include "server_core/api/check.h"

namespace confab::props {

namespace {

// The fields of an event, in the order of server_core/api/event.h.
std::vector<std::string_view> KeysOf(Event event) {
  switch (event) {
    case Event::kClientClosed:
      return {"reason", "nick"};
    case Event::kClientLost:
      return {"why", "nick"};
    case Event::kClientLoggedOn:
      return {"nick", "account"};
    case Event::kNickRefused:
      return {"nick", "holder"};
    case Event::kAuthSucceeded:
      return {"package", "account"};
    case Event::kResourceRefused:
      return {"account", "limit"};
    default:
      return {"numeric", "why"};
  }
}

}  // namespace

Staged Line(uint64_t link, std::string_view text) {
  return {.link = link, .text = Cat({text, "\r\n"})};
}

Staged Closed(uint64_t link, CloseReason reason) {
  return {.kind = Staged::Kind::kClose, .link = link, .text = "", .reason = reason};
}

std::vector<Staged> Farewell(uint64_t link, CloseReason reason, std::string_view text) {
  return {Line(link, Cat({"ERROR :Closing Link: *[h] ", text})), Closed(link, reason),
          Noted(Event::kClientClosed, link, {std::string(CloseReasonName(reason)), "*"})};
}

Staged AskParameters(uint64_t link, uint64_t question, std::string_view account) {
  Staged staged{.kind = Staged::Kind::kAskParameters, .link = link, .text = std::string(account)};
  staged.question = question;
  return staged;
}

Staged AskProof(uint64_t link, uint64_t question, std::string_view auth_message) {
  Staged staged{.kind = Staged::Kind::kAskProof, .link = link, .text = std::string(auth_message)};
  staged.question = question;
  return staged;
}

Staged Noted(Event event, uint64_t link, std::vector<std::string> values) {
  Staged staged{.kind = Staged::Kind::kNote, .link = link, .text = ""};
  staged.event = event;
  staged.values = std::move(values);
  return staged;
}

std::vector<Staged> Join(std::vector<Staged> first, const std::vector<Staged>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// A subject that is what the wire shows it to be.
class Stage::Puppet final : public Subject {
 public:
  explicit Puppet(const Stage& stage) : stage_(stage) {}

  Step Advance(const Moment&, const Input&) override { return {}; }
  std::string Census() const override;
  absl::Status Audit() const override { return stage_.audit; }
  const Ledger& Accounts() const override;

 private:
  const Stage& stage_;
  mutable Ledger ledger_;
};

std::string Stage::Puppet::Census() const {
  std::string census;
  for (const WireLink& link : stage_.wire_->links()) {
    if (!link.live) continue;
    const auto it = stage_.rows.find(static_cast<uint64_t>(link.id));
    const Row row = it == stage_.rows.end() ? Row{} : it->second;
    census += Cat({"link ", static_cast<uint64_t>(link.id)});
    census += Cat({link.logged_on ? " logged-on nick=" : " connected nick=",
                   link.logged_on ? link.nick : row.nick, " user=", row.user,
                   " ircx=0 cap=", row.cap, " auth=", row.auth, " failures=0 account=", row.account,
                   " probes=0 queued=", link.queued, "\n"});
  }
  const Tally& tally = stage_.wire_->tally();
  return census + Cat({"counters links=", tally.links, " users=", tally.users + stage_.users_extra,
                       " users_max=", tally.users_max, " channels=", tally.channels, "\n"});
}

const Ledger& Stage::Puppet::Accounts() const {
  ledger_ = stage_.ledger_extra;
  if (stage_.wire_ == nullptr) return ledger_;
  const Tally& tally = stage_.wire_->tally();
  const auto add = [this](Account account, int64_t objects, int64_t bytes) {
    ledger_[account].objects += objects;
    ledger_[account].bytes += bytes;
  };
  add(Account::kLinks, tally.links, tally.links * 100);
  add(Account::kUsers, tally.users, tally.users * 100);
  add(Account::kChannels, tally.channels, tally.channels * 100);
  add(Account::kMemberships, tally.memberships, tally.memberships * 100);
  add(Account::kSendQueues, stage_.wire_->queued_links(), stage_.wire_->queued_bytes());
  return ledger_;
}

Stage::Stage(std::string_view law, Config config)
    : config_(std::make_shared<const Config>(std::move(config))),
      puppet_(std::make_unique<Puppet>(*this)) {
  const Law* found = FindLaw(law);
  CONFAB_CHECK(found != nullptr && found->watch != nullptr);
  wire_ = std::make_unique<WireView>(*config_, *puppet_);
  watch_ = found->watch({*config_, scenario_, *puppet_, *wire_});
}

Stage::~Stage() = default;

void Stage::Take(const Input& input, const std::vector<Staged>& staged) {
  std::vector<Output> outputs;
  std::vector<std::vector<NoteField>> fields(staged.size());
  for (size_t i = 0; i < staged.size(); ++i) {
    const Staged& it = staged[i];
    const LinkId link{it.link};
    switch (it.kind) {
      case Staged::Kind::kLine:
        outputs.push_back(Send{link, it.text});
        break;
      case Staged::Kind::kClose:
        outputs.push_back(Close{link, it.reason});
        break;
      case Staged::Kind::kAskParameters:
        outputs.push_back(Ask{QuestionId{it.question}, link, ScramParameters{it.text}});
        break;
      case Staged::Kind::kAskProof:
        outputs.push_back(Ask{QuestionId{it.question}, link, ScramProof{"", it.text, ""}});
        break;
      case Staged::Kind::kNote:
        for (size_t j = 0; j < it.values.size(); ++j) {
          fields[i].push_back({KeysOf(it.event)[j], it.values[j]});
        }
        outputs.push_back(Note{it.event, link, fields[i]});
    }
  }
  const Step step{outputs, wake_at_};
  wire_->OnStep(now_, input, step);
  watch_->OnStep(now_, input, step);
}

void Stage::Open(uint64_t link, std::vector<Staged> outputs) {
  Take(Opened{LinkId{link}, "192.0.2.1"}, outputs);
}
void Stage::Say(uint64_t link, std::string_view bytes, std::vector<Staged> outputs) {
  Take(Received{LinkId{link}, bytes}, outputs);
}
void Stage::Drain(uint64_t link, uint32_t bytes) { Take(Drained{LinkId{link}, bytes}, {}); }
void Stage::Lose(uint64_t link, std::vector<Staged> outputs) {
  Take(Lost{LinkId{link}, "gone"}, outputs);
}
void Stage::Wake(std::vector<Staged> outputs) { Take(Woke{}, outputs); }
void Stage::Answer(uint64_t question, std::string_view answer, std::vector<Staged> outputs) {
  Take(Answered{QuestionId{question}, answer}, outputs);
}
void Stage::Configure(Config config, std::vector<Staged> outputs) {
  Take(Reconfigured{std::make_shared<const Config>(std::move(config))}, outputs);
}

void Stage::LogOn(uint64_t link, std::string_view nick) {
  const std::string bytes = Cat({"NICK ", nick, "\r\nUSER u 0 * :R\r\n"});
  std::vector<Staged> burst = {Noted(Event::kClientLoggedOn, link, {std::string(nick), "*"}),
                               Line(link, Cat({":s 001 ", nick, " :Welcome ", nick, "!~u@h"}))};
  for (const char* numeric : {"002", "003", "004", "005"}) {
    burst.push_back(Line(link, Cat({":s ", numeric, " ", nick, " :T"})));
  }
  Say(link, bytes, burst);
}

std::string Stage::Broken() const {
  return watch_->Verdict().has_value() ? watch_->Verdict()->rule : "";
}
std::string Stage::Detail() const {
  return watch_->Verdict().has_value() ? watch_->Verdict()->detail : "";
}

}  // namespace confab::props
