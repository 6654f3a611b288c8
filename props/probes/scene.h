// One step as probes and explorers look at it: who said what at which stage, and what came of it.
//
//   Scene scene(wire);
//   scene.Take(now, input, step);                 // after the wire's view has taken it
//   if (scene.said() && scene.said()->verb == Verb::kNick && scene.said()->refused) ...
//   scene.SenseOf(*wire.acting()).stage;
//
// Invariants: everything is read off the wire, from outside the core. A line is `said` only if it
// came alone in its step, so that what was told is its answer; and if its link outlived the step,
// or the line was QUIT, so that no other end hides the answer.

#ifndef CONFAB_PROPS_PROBES_SCENE_H_
#define CONFAB_PROPS_PROBES_SCENE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "props/laws/wire_view.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"

namespace confab::props {

// The verbs of clauses#3.2, and any other word.
enum class Verb : uint8_t {
  kPass,
  kNick,
  kUser,
  kCap,
  kAuth,
  kIrcx,
  kIsIrcx,
  kMode,
  kQuit,
  kPing,
  kPong,
  kError,
  kJoin,
  kPart,
  kPrivmsg,
  kNotice,
  kTopic,
  kNames,
  kLusers,
  kMotd,
  kWhois,
  kOther,
};
inline constexpr int kVerbCount = 22;
std::string_view VerbName(Verb verb);  // "NICK"; "any other verb"

// Where a link is on its way.
enum class Stage : uint8_t { kConnected, kExchange, kLoggedOn };
inline constexpr int kStageCount = 3;
std::string_view StageName(Stage stage);  // "connected", "in AUTH", "logged on"

// What is remembered of a link beside what the wire's view knows.
struct Sense {
  Stage stage = Stage::kConnected;
  bool ircx = false;
  bool negotiates = false;  // CAP has begun and not ended
  bool nick_taken = false;  // a NICK before log-on was not refused
  bool refused_in_exchange = false;
  uint8_t probes = 0;
  uint8_t failures = 0;  // of AUTH, at most 3
  std::optional<Verb> last;
  Instant asked_at;  // the question that is open, if `asked`
  bool asked = false;
};

// A line that came alone, and its answer.
struct Said {
  Verb verb = Verb::kOther;
  Stage stage = Stage::kConnected;
  bool refused = false;  // a numeric of 400 to 599, or of 900 and more
  int numeric = 0;       // the first one told to the link; 0: none
};

class Scene {
 public:
  explicit Scene(const WireView& wire) : wire_(&wire) {}

  // Between two steps: a copy goes on at the view of another run that has been the same up to now.
  void MoveTo(const WireView& wire) { wire_ = &wire; }

  void Take(const Moment& now, const Input& input, const Step& step);

  const WireView& wire() const { return *wire_; }
  const Moment& now() const { return now_; }
  const Input& input() const { return *input_; }
  const Step& step() const { return *step_; }
  const std::optional<Said>& said() const { return said_; }

  // The wake-up that was promised when the step began.
  Instant promised() const { return promised_; }
  // Of the acting link, as it was before the step.
  const Sense& before() const { return before_; }
  const Sense& SenseOf(const WireLink& link) const { return senses_[link.index]; }
  // How many links the step closed for this reason, and how many exchanges are open.
  int Closed(CloseReason reason) const { return closed_[static_cast<size_t>(reason)]; }
  int exchanges_open() const { return exchanges_open_; }
  // The nick of the last user found dead, or empty.
  const std::string& ghost_nick() const { return ghost_nick_; }
  // The wall clock of the step before.
  absl::Time wall_before() const { return wall_before_; }

 private:
  void Forget();
  void TakeHeard(const WireLink& acting);
  void TakeTold(const Told& told);
  void TakeLine(const Told& told, Sense& sense);
  void Settle(const WireLink& link);
  std::optional<Said> Answer(const WireLink& acting) const;

  const WireView* wire_;
  Moment now_{Instant(), absl::InfinitePast()};
  const Input* input_ = nullptr;
  const Step* step_ = nullptr;
  Instant promised_ = Instant::Never();
  Instant wake_at_ = Instant::Never();
  std::optional<Said> said_;
  Sense before_;
  std::vector<Sense> senses_;  // by WireLink::index
  int closed_[kCloseReasonCount] = {};
  int exchanges_open_ = 0;
  std::string ghost_nick_;
  absl::Time wall_before_;
};

// The verb of a line that a client said.
Verb VerbOf(std::string_view line);

}  // namespace confab::props

#endif  // CONFAB_PROPS_PROBES_SCENE_H_
