#include "tools/debug/edit.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tools/debug/words.h"

namespace confab::tools {
namespace {

// Where in the list the one of that id is; -1: nowhere.
template <typename List>
int PlaceOf(const List& list, uint64_t id) {
  for (int i = 0; i < list.size(); ++i) {
    if (list.Get(i).id() == id) return i;
  }
  return -1;
}

template <typename List>
std::string IdsOf(const List& list) {
  std::string ids;
  for (const auto& it : list) absl::StrAppend(&ids, ids.empty() ? "" : ", ", it.id());
  return ids.empty() ? "none" : ids;
}

absl::Status Expect(const std::string& expected, std::string_view& rest) {
  const std::string word = TakeWord(rest);
  if (word == expected) return absl::OkStatus();
  return Refused(absl::StrCat("'", expected, "' is expected where '", word,
                              "' stands; `help fork` shows the forms"));
}

absl::Status SetClose(const std::string& how, sim::Action& action) {
  sim::Close::How value;
  if (how == "fin") {
    value = sim::Close::FIN;
  } else if (how == "rst") {
    value = sim::Close::RST;
  } else if (how == "silent") {
    value = sim::Close::SILENT;
  } else {
    return Refused(absl::StrCat("close is fin, rst or silent, not '", how, "'"));
  }
  action.mutable_close()->set_how(value);
  return absl::OkStatus();
}

absl::Status SetRaw(std::string_view text, sim::Action& action) {
  std::string bytes;
  std::string error;
  if (!absl::CUnescape({text.data(), text.size()}, &bytes, &error)) {
    return Refused(absl::StrCat("raw: ", error));
  }
  action.set_raw(bytes);
  return absl::OkStatus();
}

absl::Status SetLogin(std::string_view rest, sim::Action& action) {
  action.mutable_login()->set_nick(TakeWord(rest));
  action.mutable_login()->set_user(TakeWord(rest));
  if (!action.login().user().empty()) return absl::OkStatus();
  return Refused("login needs a nick and a user name");
}

absl::Status SetAuth(std::string_view rest, sim::Action& action) {
  action.mutable_auth()->set_account(TakeWord(rest));
  action.mutable_auth()->set_password(TakeWord(rest));
  if (!action.auth().password().empty()) return absl::OkStatus();
  return Refused("auth needs an account and a password");
}

absl::Status SetConnect(const std::string& how, sim::Action& action) {
  if (!how.empty() && how != "secure") {
    return Refused(absl::StrCat("connect stands alone or before 'secure', not '", how, "'"));
  }
  action.mutable_connect()->set_secure(how == "secure");
  return absl::OkStatus();
}

absl::Status SetDeed(std::string_view rest, sim::Action& action) {
  const std::string deed = TakeWord(rest);
  if (deed == "connect") return SetConnect(std::string(rest), action);
  if (deed == "raw") return SetRaw(rest, action);
  if (deed == "login") return SetLogin(rest, action);
  if (deed == "auth") return SetAuth(rest, action);
  if (deed == "close") return SetClose(std::string(rest), action);
  if (deed == "line") {
    action.set_line(std::string(rest));
  } else if (deed == "pause") {
    action.mutable_pause();
  } else if (deed == "resume") {
    action.mutable_resume();
  } else {
    return Refused(absl::StrCat("'", deed, "' is no deed; `help fork` lists them"));
  }
  return absl::OkStatus();
}

absl::Status AddClientIfNew(const sim::Action& action, sim::Scenario& scenario) {
  if (PlaceOf(scenario.client(), action.client()) >= 0) return absl::OkStatus();
  if (!action.has_connect() || action.client() == 0) {
    return Refused(absl::StrCat("no client ", action.client(), "; there are ",
                                IdsOf(scenario.client()), ", and a new one begins with connect"));
  }
  scenario.add_client()->set_id(action.client());
  return absl::OkStatus();
}

absl::Status SetTime(std::string_view& rest, Instant now, sim::Action& action) {
  const absl::StatusOr<Instant> at = ParseInstant(TakeWord(rest), now);
  if (!at.ok()) return at.status();
  if (*at < now) {
    return Refused(absl::StrCat(Seconds(*at), " is past already: it is ", Seconds(now),
                                " here; go back first"));
  }
  action.set_t_ns(at->nanos());
  return absl::OkStatus();
}

absl::Status Insert(std::string_view rest, Instant now, sim::Scenario& scenario) {
  sim::Action action;
  if (absl::Status status = Expect("client", rest); !status.ok()) return status;
  const auto client = ParseNumber(TakeWord(rest), "a client's id");
  if (!client.ok()) return client.status();
  action.set_client(static_cast<uint32_t>(std::min<uint64_t>(*client, UINT32_MAX)));
  if (absl::Status status = Expect("at", rest); !status.ok()) return status;
  if (absl::Status status = SetTime(rest, now, action); !status.ok()) return status;
  if (absl::Status status = SetDeed(rest, action); !status.ok()) return status;
  if (absl::Status status = AddClientIfNew(action, scenario); !status.ok()) return status;
  uint32_t last = 0;
  for (const sim::Action& other : scenario.action()) last = std::max(last, other.id());
  action.set_id(last + 1);
  *scenario.add_action() = std::move(action);
  return absl::OkStatus();
}

absl::StatusOr<int> TakeAction(std::string_view& rest, const sim::Scenario& scenario) {
  if (absl::Status status = Expect("action", rest); !status.ok()) return status;
  const auto id = ParseNumber(TakeWord(rest), "an action's id");
  if (!id.ok()) return id.status();
  const int place = PlaceOf(scenario.action(), *id);
  if (place >= 0) return place;
  return Refused(absl::StrCat("no action ", *id, "; there are ", IdsOf(scenario.action())));
}

absl::Status DeleteFault(std::string_view rest, sim::Scenario& scenario) {
  const auto id = ParseNumber(TakeWord(rest), "a fault's id");
  if (!id.ok()) return id.status();
  const int place = PlaceOf(scenario.fault(), *id);
  if (place < 0) {
    return Refused(absl::StrCat("no fault ", *id, "; there are ", IdsOf(scenario.fault())));
  }
  scenario.mutable_fault()->DeleteSubrange(place, 1);
  return absl::OkStatus();
}

absl::Status Delete(std::string_view rest, sim::Scenario& scenario) {
  std::string_view after = rest;
  if (TakeWord(after) == "fault") return DeleteFault(after, scenario);
  const absl::StatusOr<int> place = TakeAction(rest, scenario);
  if (!place.ok()) return place.status();
  scenario.mutable_action()->DeleteSubrange(*place, 1);
  return absl::OkStatus();
}

absl::Status Move(std::string_view rest, Instant now, sim::Scenario& scenario) {
  const absl::StatusOr<int> place = TakeAction(rest, scenario);
  if (!place.ok()) return place.status();
  if (absl::Status status = Expect("to", rest); !status.ok()) return status;
  return SetTime(rest, now, *scenario.mutable_action(*place));
}

absl::Status Change(std::string_view rest, sim::Scenario& scenario) {
  const absl::StatusOr<int> place = TakeAction(rest, scenario);
  if (!place.ok()) return place.status();
  return SetDeed(rest, *scenario.mutable_action(*place));
}

}  // namespace

absl::Status ApplyEdit(std::string_view edit, Instant now, sim::Scenario& scenario) {
  sim::Scenario edited = scenario;
  std::string_view rest = edit;
  const std::string verb = TakeWord(rest);
  absl::Status status = Refused(absl::StrCat(
      "'", verb, "' is no edit; there are insert, delete, move and change (`help fork`)"));
  if (verb == "insert") status = Insert(rest, now, edited);
  if (verb == "delete") status = Delete(rest, edited);
  if (verb == "move") status = Move(rest, now, edited);
  if (verb == "change") status = Change(rest, edited);
  if (status.ok()) scenario = std::move(edited);
  return status;
}

}  // namespace confab::tools
