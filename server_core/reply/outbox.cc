#include "server_core/reply/outbox.h"

#include <algorithm>
#include <functional>

#include "server_core/api/limits.h"

namespace confab {

void StepOutput::Clear() {
  arena.Clear();
  if (outputs.capacity() > kKeptOutputsMax) std::vector<Output>().swap(outputs);
  outputs.clear();
  doomed.clear();
}

void Outbox::Say(ClientId to, Numeric numeric, absl::Span<const Argument> arguments) {
  if (IsDeaf(to)) return;
  LineWriter line = NumericLine(config_.server_name, world_.At(to).name(), numeric, arguments);
  Send(to, line);
}

//= clauses#1.11
void Outbox::Send(ClientId to, std::string_view kept_line) {
  Client& client = world_.At(to);
  if (client.doomed) return;
  const auto bytes = static_cast<int64_t>(kept_line.size());
  if (client.queued_bytes + bytes > config_.send_queue_bytes_max) {
    client.doomed = true;
    step_.doomed.push_back(client.link);
    std::push_heap(step_.doomed.begin(), step_.doomed.end(), std::greater<>());
    return;
  }
  world_.Enqueue(client, bytes);
  step_.outputs.push_back(confab::Send{client.link, kept_line});
}

void Outbox::Send(ClientId to, LineWriter& line) {
  if (!IsDeaf(to)) Send(to, Keep(line));
}

void Outbox::SendIfItFits(ClientId to, LineWriter& line) {
  if (!line.fits()) return Reply<Numeric::kInputTooLong>(to);
  Send(to, line);
}

void Outbox::ToChannel(ChannelId channel, std::string_view kept_line, ClientId except) {
  for (const Membership& membership : world_.At(channel).members) {
    if (membership.client != except) Send(membership.client, kept_line);
  }
}

void Outbox::ToPeers(ClientId user, std::string_view kept_line) {
  step_.audience.Begin();
  step_.audience.Admit(user);
  for (const ChannelId channel : world_.UserOf(user).channels) {
    for (const Membership& membership : world_.At(channel).members) {
      if (step_.audience.Admit(membership.client)) Send(membership.client, kept_line);
    }
  }
}

void Outbox::SendError(LinkId link, LineWriter& line) {
  step_.outputs.push_back(confab::Send{link, Keep(line)});
}

void Outbox::Close(LinkId link, CloseReason reason) {
  step_.outputs.push_back(confab::Close{link, reason});
}

bool Outbox::TakeDoomed(LinkId& link) {
  if (step_.doomed.empty()) return false;
  std::pop_heap(step_.doomed.begin(), step_.doomed.end(), std::greater<>());
  link = step_.doomed.back();
  step_.doomed.pop_back();
  return true;
}

void Outbox::Ask(QuestionId id, LinkId link, const Question& kept_question) {
  step_.outputs.push_back(confab::Ask{id, link, kept_question});
}

void Outbox::Note(Event event, LinkId link, std::initializer_list<NoteField> fields) {
  const absl::Span<NoteField> kept = step_.arena.Array<NoteField>(fields.size());
  std::transform(fields.begin(), fields.end(), kept.begin(), [this](const NoteField& field) {
    return NoteField{field.key, Keep(field.value)};
  });
  step_.outputs.push_back(confab::Note{event, link, kept});
}

std::string_view Outbox::Digits(int64_t number) {
  LineWriter digits;
  digits.AddNumber(number);
  return Keep(digits.View());
}

ListReply::ListReply(Outbox& out, ClientId to, NumericOf<1> numeric, Argument argument)
    : out_(out),
      to_(to),
      head_(NumericLine(out.config_.server_name, out.world_.At(to).name(), numeric.numeric(),
                        absl::MakeConstSpan(&argument, 1))),
      line_(head_) {}

void ListReply::Add(std::string_view item) {
  if (line_.size() > head_.size() && line_.size() + 1 + item.size() > kBodyBytesMax) Finish();
  if (line_.size() > head_.size()) line_.Add(" ");
  line_.Add(item);
}

void ListReply::Finish() {
  if (line_.size() == head_.size()) return;
  out_.Send(to_, line_);
  line_ = head_;
}

}  // namespace confab
