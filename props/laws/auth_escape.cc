// Follows each exchange by its bytes: what a client escaped must reach the questions unharmed, and
// what was answered must reach the client in a form that its own decoder takes back (Q218955).
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "props/laws/escape.h"
#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

// A client-first message (RFC 5802 section 7), taken apart as far as the law needs it.
struct ClientFirst {
  std::string bare;  // without the gs2 header
  std::string name;  // with =2C and =3D decoded
  std::string nonce;
};

// Takes the next field off the front, without its key and the comma after it.
std::string_view TakeField(std::string_view& fields, std::string_view key) {
  std::string_view field = fields.substr(0, fields.find(','));
  fields.remove_prefix(std::min(fields.size(), field.size() + 1));
  TakePrefix(field, key);
  return field;
}

std::string DecodedName(std::string_view name) {
  std::string decoded;
  while (!name.empty()) {
    if (TakePrefix(name, "=2C")) {
      decoded += ',';
    } else if (TakePrefix(name, "=3D")) {
      decoded += '=';
    } else {
      decoded += name.front();
      name.remove_prefix(1);
    }
  }
  return decoded;
}

ClientFirst ReadClientFirst(std::string_view data) {
  ClientFirst first;
  const size_t flag_end = data.find(',');
  const size_t header_end = data.find(',', flag_end + 1);
  if (flag_end == std::string_view::npos || header_end == std::string_view::npos) return first;
  first.bare = std::string(data.substr(header_end + 1));
  std::string_view fields = first.bare;
  first.name = DecodedName(TakeField(fields, "n="));
  first.nonce = TakeField(fields, "r=");
  return first;
}

std::string WithoutProof(std::string_view client_final) {
  const size_t at = client_final.rfind(",p=");
  return std::string(client_final.substr(0, at));
}

struct Exchange {
  // Of several lines that name the asked account in one step, any may be the one taken up; what the
  // server answers tells.
  std::vector<ClientFirst> firsts;
  std::string server_first;
  bool proving = false;  // the pending question is a ScramProof
};

class AuthEscape final : public LawObserver {
 public:
  explicit AuthEscape(const LawSetting& setting) : LawObserver("auth-escape", setting) {}

 private:
  void Look(const Moment&, const Input& input, const Step&) override {
    if (exchanges_.size() < wire().links().size()) exchanges_.resize(wire().links().size());
    const WireLink* acting = wire().acting();
    if (acting == nullptr || wire().acting_was_logged_on()) return;
    if (const auto* answered = std::get_if<Answered>(&input)) {
      if (answered->answer.ok()) LookAtReply(*acting, *answered->answer);
    } else {
      LookAtAsks(*acting);
    }
  }

  // The data of this step's AUTH lines of one letter, decoded, in order.
  std::vector<std::string> HeardData(char letter) const {
    std::vector<std::string> heard_data;
    for (const Heard& heard : wire().heard()) {
      const ServerLine line = ReadLine(heard.text);
      if (!SameWord(line.verb, "AUTH")) continue;
      if (!SameWord(line.Param(1), std::string_view(&letter, 1))) continue;
      heard_data.push_back(Unescape(line.Param(2)));
    }
    return heard_data;
  }

  void LookAtAsks(const WireLink& acting) {
    for (const Told& told : wire().told()) {
      const Ask* ask = std::get_if<Ask>(told.output);
      if (ask == nullptr || told.link != &acting) continue;
      Exchange& exchange = exchanges_[acting.index];
      const auto* proof = std::get_if<ScramProof>(&ask->question);
      exchange.proving = proof != nullptr;
      if (proof != nullptr) {
        LookAtProof(acting, exchange, *proof);
      } else {
        LookAtName(acting, exchange, std::get<ScramParameters>(ask->question));
      }
    }
  }

  void LookAtName(const WireLink& acting, Exchange& exchange, const ScramParameters& asked) {
    exchange.firsts.clear();
    for (const std::string& data : HeardData('I')) {
      ClientFirst first = ReadClientFirst(data);
      if (first.name == asked.account) exchange.firsts.push_back(std::move(first));
    }
    if (!exchange.firsts.empty()) return;
    Break("name", LinkName(acting), " did not name the account ", asked.account);
  }

  void LookAtProof(const WireLink& acting, const Exchange& exchange, const ScramProof& asked) {
    for (const std::string& data : HeardData('S')) {
      for (const ClientFirst& first : exchange.firsts) {
        if (asked.auth_message ==
            Cat({first.bare, ",", exchange.server_first, ",", WithoutProof(data)})) {
          return;
        }
      }
    }
    Break("auth-message", LinkName(acting), " signed other bytes than ", asked.auth_message);
  }

  void LookAtReply(const WireLink& acting, std::string_view answer) {
    Exchange& exchange = exchanges_[acting.index];
    for (const Told& told : wire().told()) {
      if (told.link != &acting || told.line.verb != "AUTH") continue;
      if (told.line.Param(1) != "S") continue;
      const std::string_view data = told.line.Param(2);
      if (exchange.proving ? data == Escape(Cat({"v=", answer}))
                           : IsServerFirst(exchange, answer, data)) {
        continue;
      }
      Break("server-data", LinkName(acting), " was sent ", told.line.text, " for ", answer);
    }
  }

  // Whether `data` is the answer in the escapes of the wire; then it tells which line it is for.
  static bool IsServerFirst(Exchange& exchange, std::string_view answer, std::string_view data) {
    std::erase_if(exchange.firsts, [&](const ClientFirst& first) {
      return Escape(ServerFirst(first.nonce, answer)) != data;
    });
    exchange.server_first = Unescape(data);
    return !exchange.firsts.empty();
  }

  //= clauses#6.10
  static std::string ServerFirst(std::string_view client_nonce, std::string_view answer) {
    const std::string_view nonce = answer.substr(0, answer.find(' '));
    const std::string_view iterations = answer.substr(answer.rfind(' ') + 1);
    if (nonce.size() + iterations.size() + 2 > answer.size()) return "an answer of three parts";
    const std::string_view salt =
        answer.substr(nonce.size() + 1, answer.size() - nonce.size() - iterations.size() - 2);
    return Cat({"r=", client_nonce, nonce, ",s=", salt, ",i=", iterations});
  }

  std::vector<Exchange> exchanges_;  // by WireLink::index
};

}  // namespace

std::unique_ptr<Observer> WatchAuthEscape(const LawSetting& setting) {
  return Watching<AuthEscape>(setting);
}

}  // namespace confab::props
