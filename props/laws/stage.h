// A stage for one law: steps made up by hand, told to it as if a server had taken them.
//
//   Stage stage("welcome-once");
//   stage.Open(1);
//   stage.Say(1, "NICK a\r\nUSER a 0 * :A\r\n", {Line(1, ":s 001 a :Welcome a!~a@h"), ...});
//   EXPECT_EQ(stage.Broken(), "");          // or the rule that was broken
//
// Invariants: unless a test says otherwise, the made-up subject's census and accounts are what the
// wire shows, so that a law is broken by the steps alone.

#ifndef CONFAB_PROPS_LAWS_STAGE_H_
#define CONFAB_PROPS_LAWS_STAGE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "props/laws/law.h"
#include "props/laws/wire_view.h"
#include "server_core/api/config.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// An output with its texts, before it becomes views.
struct Staged {
  enum class Kind : uint8_t { kLine, kClose, kAskParameters, kAskProof, kNote };
  Kind kind = Kind::kLine;
  uint64_t link = 0;
  std::string text = {};  // line, account or auth message
  CloseReason reason = CloseReason::kQuit;
  uint64_t question = 0;
  Event event = Event::kClientClosed;
  std::vector<std::string> values = {};
};

// A line; CR LF are added.
Staged Line(uint64_t link, std::string_view text);
Staged Closed(uint64_t link, CloseReason reason);
// The ERROR line, the Close and the Note of a close, as they should be.
std::vector<Staged> Farewell(uint64_t link, CloseReason reason, std::string_view text);
Staged AskParameters(uint64_t link, uint64_t question, std::string_view account);
Staged AskProof(uint64_t link, uint64_t question, std::string_view auth_message);
// The values of the event's fields, in their order.
Staged Noted(Event event, uint64_t link, std::vector<std::string> values = {});
std::vector<Staged> Join(std::vector<Staged> first, const std::vector<Staged>& second);

class Stage {
 public:
  explicit Stage(std::string_view law, Config config = {});
  ~Stage();

  // Time of the steps that follow.
  void At(Instant now) { now_.mono = now; }
  // What the steps that follow give as wake_at.
  void WakeAt(Instant wake_at) { wake_at_ = wake_at; }

  void Open(uint64_t link, std::vector<Staged> outputs = {});
  void Say(uint64_t link, std::string_view bytes, std::vector<Staged> outputs = {});
  void Drain(uint64_t link, uint32_t bytes);
  void Lose(uint64_t link, std::vector<Staged> outputs = {});
  void Wake(std::vector<Staged> outputs = {});
  void Answer(uint64_t question, std::string_view answer, std::vector<Staged> outputs = {});
  void Configure(Config config, std::vector<Staged> outputs = {});
  void End() { watch_->OnEnd(now_); }

  // NICK and USER, and the beginning of the burst.
  void LogOn(uint64_t link, std::string_view nick);

  // The rule that was broken first, or "".
  std::string Broken() const;
  std::string Detail() const;

  // What the made-up subject says that the wire does not show.
  struct Row {
    std::string nick = "*", user = "*", auth = "none", account = "*";
    bool cap = false;
  };
  std::map<uint64_t, Row> rows;  // of links not logged on
  Ledger ledger_extra;           // on top of what the wire shows
  int64_t users_extra = 0;       // in the census's counters
  absl::Status audit;

 private:
  class Puppet;
  void Take(const Input& input, const std::vector<Staged>& outputs);

  std::shared_ptr<const Config> config_;
  sim::Scenario scenario_;
  std::unique_ptr<Puppet> puppet_;
  std::unique_ptr<WireView> wire_;
  std::unique_ptr<Observer> watch_;
  Moment now_;
  Instant wake_at_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_STAGE_H_
