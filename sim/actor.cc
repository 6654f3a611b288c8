#include "sim/actor.h"

#include "absl/strings/escaping.h"
#include "sim/scram.h"

namespace confab::sim {
namespace {

constexpr std::string_view kGs2Header = "n,,";
constexpr std::string_view kPackage = "AUTH SCRAM-SHA-256 ";
// An extension with every byte that AUTH data escapes: it goes into the proof, so a decoder that
// takes one for another is found out (Q218955). No field may hold a comma.
constexpr std::string_view kExtension(",x=\t\r\n \0\\", 9);
constexpr std::string_view kHealToken = ":heal";

// What follows the prefix and the space after it.
std::string_view WithoutPrefix(std::string_view line) {
  const size_t space = line.find(' ');
  return space == line.npos ? std::string_view() : line.substr(space + 1);
}

// The value of "<key>=" up to the next comma; empty if it does not stand first in `text`.
std::string_view Value(std::string_view text, char key) {
  if (text.size() < 2 || text[0] != key || text[1] != '=') return {};
  return text.substr(2, text.find(',') - 2);
}

void AppendAuth(std::string& replies, std::string_view letter, std::string_view data) {
  replies.append(kPackage).append(letter).append(" :").append(AuthEscaped(data)).append("\r\n");
}

}  // namespace

Actor::Actor(const ScriptClient& client, uint64_t nonce_salt)
    : client_(&client),
      nonce_salt_(nonce_salt),
      answers_(client.role != ActorRole::kDeadPeer && client.role != ActorRole::kHostile),
      collides_(client.role == ActorRole::kNickCollider) {}

void Actor::Connect() {
  awaits_pong_ = false;
  next_alternate_ = 0;
  unfinished_.clear();
  exchange_.reset();
}

void Actor::Read(std::string_view bytes, std::string& replies) {
  if (!answers_) return;
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    if (end == bytes.npos) {
      unfinished_.append(bytes);
      return;
    }
    if (unfinished_.empty()) {
      OnLine(bytes.substr(0, end), replies);
    } else {
      unfinished_.append(bytes.substr(0, end));
      OnLine(unfinished_, replies);
      unfinished_.clear();
    }
    bytes.remove_prefix(end + 1);
  }
}

void Actor::OnLine(std::string_view line, std::string& replies) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty()) return;
  if (line[0] == ':') {
    if (collides_ || awaits_pong_) OnNumericOrPong(WithoutPrefix(line), replies);
  } else if (line.starts_with("PING ")) {
    replies.append("PONG ").append(line.substr(5)).append("\r\n");
  } else if (exchange_.has_value() && line.starts_with(kPackage)) {
    OnAuth(line.substr(kPackage.size()), replies);
  }
}

void Actor::OnNumericOrPong(std::string_view line, std::string& replies) {
  if (awaits_pong_ && line.starts_with("PONG ") && line.ends_with(kHealToken)) {
    awaits_pong_ = false;
  } else if (collides_ && line.starts_with("433 ") &&
             next_alternate_ < client_->alternate_nicks.size()) {
    replies.append("NICK ").append(client_->alternate_nicks[next_alternate_++]).append("\r\n");
  }
}

void Actor::AskForPong(std::string& replies) {
  awaits_pong_ = true;
  replies.append("\r\nPING ").append(kHealToken).append("\r\n");
}

void Actor::BeginAuth(const ScriptAuth& auth, uint32_t action, std::string& replies) {
  exchange_.emplace();
  exchange_->auth = auth;
  exchange_->nonce = NonceOf(nonce_salt_, action, 0);
  exchange_->first_bare = "n=" + SaslName(auth.account) + ",r=" + exchange_->nonce;
  exchange_->first_bare += kExtension;
  AppendAuth(replies, "I", std::string(kGs2Header) + exchange_->first_bare);
}

void Actor::OnAuth(std::string_view line, std::string& replies) {
  if (!line.starts_with("S :")) return;
  const std::string data = AuthUnescaped(line.substr(3));
  if (data.starts_with("r=")) {
    AnswerChallenge(data, replies);
  } else if (data.starts_with("v=")) {
    AnswerSignature(data, replies);
  }
}

void Actor::AnswerChallenge(std::string_view server_first, std::string& replies) {
  Exchange& exchange = *exchange_;
  if (exchange.auth.silent_after == 1) return;
  const std::string_view nonce = Value(server_first, 'r');
  if (!nonce.starts_with(exchange.nonce)) return;
  std::string final_line = "c=" + absl::Base64Escape(absl::string_view(kGs2Header.data(), 3));
  final_line.append(",r=").append(nonce);
  const std::string message =
      exchange.first_bare + "," + std::string(server_first) + "," + final_line;
  exchange.signature = SignatureOf(exchange.auth.password, message);
  final_line.append(",p=").append(ProofOf(exchange.auth.password, message));
  AppendAuth(replies, "S", final_line);
}

void Actor::AnswerSignature(std::string_view server_final, std::string& replies) {
  if (exchange_->auth.silent_after != 0) return;
  if (Value(server_final, 'v') != exchange_->signature) return;
  replies.append(kPackage).append("S\r\n");
}

}  // namespace confab::sim
