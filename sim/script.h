// A scenario made ready to run: checked, in plain data, with every text already rendered.
//
//   absl::StatusOr<Script> script = Compile(scenario);
//   if (!script.ok()) return script.status();   // "action 7: client 9 is not known"
//   Simulation simulation(*script, subject);
//
// Invariants: a script is never changed by a run. Clients, actions and faults name each other by
// index; actions are sorted in the order in which they run. A scenario that could only half be
// carried out (an unknown client, a fault after healing) is refused, not run without that part.

#ifndef CONFAB_SIM_SCRIPT_H_
#define CONFAB_SIM_SCRIPT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"

namespace confab::sim {

class Scenario;
class ServerConfig;

inline constexpr uint32_t kScenarioFormat = 1;

// What a client does by itself; see Role in scenario.proto, in the same order.
enum class ActorRole : uint8_t {
  kRegular,
  kLurker,
  kStormer,
  kNickCollider,
  kDeadPeer,
  kSlowReader,
  kHostile,
};

// LinkShape with its defaults filled in.
struct Shape {
  int64_t latency_ns = 0;
  int64_t bytes_per_second = 0;  // 0: unlimited
  uint32_t window_bytes = 65'536;
  uint32_t segment_bytes_max = UINT32_MAX;
  int64_t read_bytes_per_second = 0;  // 0: at once
  friend bool operator==(const Shape&, const Shape&) = default;
};

struct ScriptClient {
  uint32_t id = 0;
  ActorRole role = ActorRole::kRegular;
  Shape shape;
  std::vector<std::string> alternate_nicks;
  std::string peer;  // the address that the core is told
  friend bool operator==(const ScriptClient&, const ScriptClient&) = default;
};

enum class Act : uint8_t {
  kConnect,
  kWrite,  // line, raw and login: bytes on the wire
  kAuth,
  kCloseFin,
  kCloseRst,
  kCloseSilent,
  kPauseReading,
  kResumeReading,
};

struct ScriptAction {
  Instant at;
  uint32_t id = 0;
  uint32_t client = 0;  // index of the client
  Act act = Act::kConnect;
  bool secure = false;       // kConnect
  bool sloppy_wake = false;  // the shell says Woke once more than it need
  uint32_t lines = 0;        // kWrite: how many line ends
  uint32_t text_begin = 0;   // kWrite: its bytes in Script::text; kAuth: index into Script::auths
  uint32_t text_bytes = 0;
};

struct ScriptAuth {
  std::string account;
  std::string password;
  uint32_t silent_after = 0;
  friend bool operator==(const ScriptAuth&, const ScriptAuth&) = default;
};

// What the authority knows, and what it says instead of what is right.
struct ScriptAccount {
  std::string name;
  std::string password;
  std::optional<std::string> parameters;
  std::optional<std::string> signature;
  friend bool operator==(const ScriptAccount&, const ScriptAccount&) = default;
};

enum class FaultKind : uint8_t {
  kStallToServer,  // a Stall of both directions becomes two entries with one id
  kStallToClient,
  kLag,
  kCut,
  kReset,
  kSilentDeath,
  kRefuseConnect,
  kClockStep,
  kAnswerLate,
  kAnswerError,
  kAnswerNever,
  kSlowReading,
  kReconfigure,
};
inline constexpr int kFaultKindCount = 13;
std::string_view FaultName(FaultKind kind);  // "stall-to-server", ...
// Whether a fault of this kind goes on until until_ns or heal, or is over at once.
bool Lasts(FaultKind kind);

inline constexpr uint32_t kEveryClient = UINT32_MAX;

struct ScriptFault {
  uint32_t id = 0;
  FaultKind kind = FaultKind::kLag;
  Instant from;
  Instant until;                         // where it lasts
  uint32_t client = kEveryClient;        // index of the client
  int64_t amount = 0;                    // ns, bytes or bytes per second, as the kind has it
  std::shared_ptr<const Config> config;  // kReconfigure
};

struct Script {
  std::shared_ptr<const Config> config;
  int64_t epoch_unix_s = 0;
  uint64_t server_seed = 0;
  uint64_t salt = 0;
  uint32_t tie_permutation = 0;
  std::vector<ScriptClient> clients;
  std::vector<ScriptAction> actions;
  std::vector<ScriptFault> faults;
  std::vector<ScriptAuth> auths;
  std::vector<ScriptAccount> accounts;
  std::string text;
  Instant heal_at = Instant::Never();  // Never(): no heal phase
  Duration heal_patience{0};
  Instant end;
  uint64_t events_max = 0;
  uint32_t same_instant_events_max = 0;

  // The client of a link, as an index; links are named by their Connect actions.
  uint32_t ClientOf(LinkId link) const;
  std::string_view TextOf(const ScriptAction& action) const {
    return std::string_view(text).substr(action.text_begin, action.text_bytes);
  }

  absl::flat_hash_map<uint32_t, uint32_t> client_of_connect;  // never iterated
};

// One clear line per refusal: "fault 3: until_ns 5 is before from_ns 9".
absl::StatusOr<Script> Compile(const Scenario& scenario);

// The defaults with the differences that a scenario states. Not yet validated.
Config ConfigOf(const ServerConfig& stated);

// The other way: what of a configuration differs from the defaults.
ServerConfig StatementOf(const Config& config);

}  // namespace confab::sim

#endif  // CONFAB_SIM_SCRIPT_H_
