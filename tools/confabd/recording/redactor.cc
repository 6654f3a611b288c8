// Outputs hold secrets in two places only: the question whether a proof holds, and the line that
// brings the server's signature to the client.

#include "tools/confabd/recording/redactor.h"

#include <cstddef>
#include <variant>

#include "absl/status/status.h"
#include "tools/confabd/recording/auth_text.h"

namespace confab {
namespace {

constexpr std::string_view kSignature = ":v=";

}  // namespace

std::shared_ptr<const Config> Redactor::Redacted(const Config& config) {
  auto redacted = std::make_shared<Config>(config);
  redacted->password = Masked(config.password);
  return redacted;
}

Input Redactor::InputFor(const Input& input) {
  is_signature_ = false;
  return std::visit([this](const auto& told) { return Replacement(told); }, input);
}

Input Redactor::Replacement(const Received& received) {
  input_text_.assign(received.bytes);
  masks_[received.link].Apply(input_text_, password_);
  return Received{received.link, input_text_};
}

// Parameters are what anybody is told who asks; a signature is a check of the password.
Input Redactor::Replacement(const Answered& answered) {
  is_signature_ = proofs_.erase(answered.question) > 0;
  if (!answered.answer.ok()) {
    return Answered{answered.question, absl::Status(answered.answer.status().code(), "")};
  }
  if (!is_signature_) return answered;
  input_text_ = MaskText(*answered.answer);
  return Answered{answered.question, std::string_view(input_text_)};
}

Input Redactor::Replacement(const Reconfigured& reconfigured) {
  password_ = reconfigured.config->password;
  return Reconfigured{Redacted(*reconfigured.config)};
}

Input Redactor::Replacement(const Lost& lost) {
  masks_.erase(lost.link);
  return lost;
}

absl::Span<const Output> Redactor::OutputsFor(absl::Span<const Output> outputs) {
  has_secret_ = is_signature_;
  for (const Output& output : outputs) Look(output);
  if (!has_secret_) return outputs;
  outputs_.clear();
  texts_.clear();
  for (const Output& output : outputs) outputs_.push_back(Replacement(output));
  return outputs_;
}

void Redactor::Look(const Output& output) {
  if (const auto* close = std::get_if<Close>(&output)) masks_.erase(close->link);
  const auto* ask = std::get_if<Ask>(&output);
  if (ask == nullptr || !std::holds_alternative<ScramProof>(ask->question)) return;
  proofs_.insert(ask->id);
  has_secret_ = true;
}

Output Redactor::Replacement(const Output& output) {
  if (const auto* ask = std::get_if<Ask>(&output)) {
    const auto* proof = std::get_if<ScramProof>(&ask->question);
    if (proof == nullptr) return output;
    return Ask{ask->id, ask->link,
               ScramProof{proof->account, Keep(MaskFields(proof->auth_message)),
                          Keep(MaskText(proof->proof_base64))}};
  }
  const auto* send = std::get_if<Send>(&output);
  const size_t at =
      send != nullptr && is_signature_ ? send->line.find(kSignature) : std::string_view::npos;
  if (at == std::string_view::npos) return output;
  const size_t secret = at + kSignature.size();
  std::string line(send->line.substr(0, secret));
  return Send{send->link, Keep(line.append(MaskText(send->line.substr(secret))))};
}

std::string_view Redactor::Keep(std::string text) {
  texts_.push_back(std::make_unique<const std::string>(std::move(text)));
  return *texts_.back();
}

}  // namespace confab
