#include "props/laws/tape.h"

#include <type_traits>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "server_core/api/limits.h"
#include "server_core/api/random.h"

namespace confab::props {
namespace {

template <class T>
uint64_t Number(T value) {
  return static_cast<uint64_t>(value);
}

}  // namespace

void OutputDigest::AddNumber(uint64_t number) { value_ = Scatter64(value_ ^ number) + number; }

// Byte by byte into words, so that the platform's own byte order has no say.
void OutputDigest::AddText(std::string_view text) {
  AddNumber(text.size());
  uint64_t word = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    word = word << 8 | static_cast<unsigned char>(text[i]);
    if (i % 8 == 7) AddNumber(std::exchange(word, 0));
  }
  if (text.size() % 8 != 0) AddNumber(word);
}

void OutputDigest::Add(absl::Span<const Output> outputs) {
  for (const Output& output : outputs) AddOne(output);
}

void OutputDigest::AddOne(const Output& output) {
  AddNumber(output.index());
  if (const Send* send = std::get_if<Send>(&output)) {
    AddNumber(Number(send->link));
    AddText(send->line);
  } else if (const Close* close = std::get_if<Close>(&output)) {
    AddNumber(Number(close->link));
    AddNumber(Number(close->reason));
  } else if (const Ask* ask = std::get_if<Ask>(&output)) {
    AddNumber(Number(ask->id));
    AddNumber(Number(ask->link));
    if (const ScramProof* proof = std::get_if<ScramProof>(&ask->question)) {
      AddText(proof->account);
      AddText(proof->auth_message);
      AddText(proof->proof_base64);
    } else {
      AddText(std::get<ScramParameters>(ask->question).account);
    }
  } else if (const Note* note = std::get_if<Note>(&output)) {
    AddNumber(Number(note->event));
    AddNumber(Number(note->link));
    for (const NoteField& field : note->fields) AddText(field.value);
  }
}

void Tape::OnStep(const Moment& now, const Input& input, const Step& step) {
  Taped& taped = steps_.emplace_back();
  taped.now = now;
  taped.kind = static_cast<uint8_t>(input.index());
  taped.text_from = text_.size();
  Keep(taped, input);
  taped.text_bytes = text_.size() - taped.text_from;
  OutputDigest digest;
  digest.Add(step.outputs);
  taped.digest = digest.value();
  taped.saturated = ClosesSaturated();
}

// Whether a link was doomed does not show, only that it may have been: any line that did not fit
// had at most 512 bytes.
bool Tape::ClosesSaturated() const {
  const int64_t bytes_max = wire_->config().send_queue_bytes_max;
  for (const Told& told : wire_->told()) {
    if (!std::holds_alternative<Close>(*told.output)) continue;
    if (told.queued + static_cast<int64_t>(kLineBytesMax) > bytes_max) return true;
  }
  return false;
}

void Tape::Keep(Taped& taped, const Input& input) {
  if (const Opened* opened = std::get_if<Opened>(&input)) {
    taped.id = Number(opened->link);
    taped.flag = opened->secure;
    text_ += opened->peer;
  } else if (const Received* received = std::get_if<Received>(&input)) {
    taped.id = Number(received->link);
    text_ += received->bytes;
  } else if (const Drained* drained = std::get_if<Drained>(&input)) {
    taped.id = Number(drained->link);
    taped.drained = drained->bytes;
  } else if (const Lost* lost = std::get_if<Lost>(&input)) {
    taped.id = Number(lost->link);
    text_ += lost->why;
  } else if (const Answered* answered = std::get_if<Answered>(&input)) {
    taped.id = Number(answered->question);
    taped.flag = answered->answer.ok();
    if (taped.flag) text_ += *answered->answer;
  } else if (const Reconfigured* reconfigured = std::get_if<Reconfigured>(&input)) {
    taped.config = reconfigured->config;
  }
}

Input Tape::input(size_t i) const {
  const Taped& taped = steps_[i];
  const auto text = std::string_view(text_).substr(taped.text_from, taped.text_bytes);
  switch (taped.kind) {
    case 0:
      return Opened{LinkId{taped.id}, text, taped.flag};
    case 1:
      return Received{LinkId{taped.id}, text};
    case 2:
      return Drained{LinkId{taped.id}, taped.drained};
    case 3:
      return Lost{LinkId{taped.id}, text};
    case 5:
      if (taped.flag) return Answered{QuestionId{taped.id}, text};
      return Answered{QuestionId{taped.id}, absl::UnavailableError("answered with an error")};
    case 6:
      return Reconfigured{taped.config};
    default:
      return Woke{};
  }
}

}  // namespace confab::props
