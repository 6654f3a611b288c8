#include <algorithm>
#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "server_core/api/random.h"
#include "sim/agenda.h"
#include "sim/compiler.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::sim {
namespace {

constexpr uint64_t kSloppyWakePurpose = 0x51;
constexpr uint64_t kSloppyWakeOneIn = 16;

}  // namespace

absl::Status Compiler::TakeAction(const Action& action) {
  if (action.id() == 0) return Refuse("action 0: an id is above 0");
  if (!action_ids_.insert(action.id()).second) {
    return Refuse(absl::StrFormat("action %d: the id is taken", action.id()));
  }
  const auto client = client_of_id_.find(action.client());
  if (client == client_of_id_.end()) {
    return Refuse(
        absl::StrFormat("action %d: client %d is not known", action.id(), action.client()));
  }
  if (BeyondEnd(action.t_ns())) {
    return Refuse(absl::StrFormat("action %d: t_ns %d must be from 0 to limits.end_ns", action.id(),
                                  action.t_ns()));
  }
  ScriptAction out;
  out.at = Instant::FromNanos(action.t_ns());
  out.id = action.id();
  out.client = client->second;
  out.sloppy_wake = script_.salt != 0 &&
                    Mix64(script_.salt, action.id(), kSloppyWakePurpose) % kSloppyWakeOneIn == 0;
  if (absl::Status status = TakeDeed(action, out); !status.ok()) return status;
  script_.actions.push_back(out);
  return absl::OkStatus();
}

namespace {

bool HasLineEnd(std::string_view text) { return text.find_first_of("\r\n") != text.npos; }

}  // namespace

absl::Status Compiler::TakeDeed(const Action& action, ScriptAction& out) {
  switch (action.do_case()) {
    case Action::kConnect:
      out.act = Act::kConnect;
      out.secure = action.connect().secure();
      script_.client_of_connect.emplace(action.id(), out.client);
      return absl::OkStatus();
    case Action::kLine:
      if (HasLineEnd(action.line())) break;
      Write(absl::StrCat(action.line(), "\r\n"), out);
      return absl::OkStatus();
    case Action::kRaw:
      Write(action.raw(), out);
      return absl::OkStatus();
    case Action::kLogin:
      return TakeLogin(action, out);
    case Action::kAuth:
      return TakeAuth(action, out);
    case Action::kClose:
      return TakeClose(action, out);
    case Action::kPause:
      out.act = Act::kPauseReading;
      return absl::OkStatus();
    case Action::kResume:
      out.act = Act::kResumeReading;
      return absl::OkStatus();
    case Action::DO_NOT_SET:
      return Refuse(absl::StrFormat("action %d: does nothing", action.id()));
  }
  return Refuse(absl::StrFormat("action %d: a line holds CR or LF; use raw", action.id()));
}

absl::Status Compiler::TakeLogin(const Action& action, ScriptAction& out) {
  const Login& login = action.login();
  if (HasLineEnd(login.nick()) || HasLineEnd(login.user())) {
    return Refuse(absl::StrFormat("action %d: a name holds CR or LF; use raw", action.id()));
  }
  Write(absl::StrCat("NICK ", login.nick(), "\r\nUSER ", login.user(), " 0 * :", login.user(),
                     "\r\n"),
        out);
  return absl::OkStatus();
}

absl::Status Compiler::TakeAuth(const Action& action, ScriptAction& out) {
  const Auth& auth = action.auth();
  if (auth.silent_after() > 3) {
    return Refuse(absl::StrFormat("action %d: silent_after %d must be from 0 to 3", action.id(),
                                  auth.silent_after()));
  }
  out.act = Act::kAuth;
  out.text_begin = static_cast<uint32_t>(script_.auths.size());
  script_.auths.push_back({auth.account(), auth.password(), auth.silent_after()});
  return absl::OkStatus();
}

absl::Status Compiler::TakeClose(const Action& action, ScriptAction& out) {
  switch (action.close().how()) {
    case Close::FIN:
      out.act = Act::kCloseFin;
      return absl::OkStatus();
    case Close::RST:
      out.act = Act::kCloseRst;
      return absl::OkStatus();
    case Close::SILENT:
      out.act = Act::kCloseSilent;
      return absl::OkStatus();
    default:
      return Refuse(absl::StrFormat("action %d: how %d is not known", action.id(),
                                    static_cast<int>(action.close().how())));
  }
}

void Compiler::Write(std::string_view bytes, ScriptAction& out) {
  out.act = Act::kWrite;
  out.text_begin = static_cast<uint32_t>(script_.text.size());
  out.text_bytes = static_cast<uint32_t>(bytes.size());
  out.lines = static_cast<uint32_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  script_.text.append(bytes);
}

// The order in which actions run: by time, then by tie, then as they stand in the scenario.
void Compiler::SortActions() {
  const uint32_t ties = script_.tie_permutation;
  const auto earlier = [ties](const ScriptAction& a, const ScriptAction& b) {
    if (a.at != b.at) return a.at < b.at;
    return TieOf(ties, a.id) < TieOf(ties, b.id);
  };
  if (!std::is_sorted(script_.actions.begin(), script_.actions.end(), earlier)) {
    std::stable_sort(script_.actions.begin(), script_.actions.end(), earlier);
  }
}

}  // namespace confab::sim
