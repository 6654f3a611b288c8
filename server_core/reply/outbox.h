// Says things: renders a line once, and hands it to everybody who is to hear it.
//
//   out.Reply<Numeric::kNoSuchNick>(self, Echo(word));
//   LineWriter line = LineFrom(client);
//   line.Add("JOIN ").Add(channel.name.view());
//   out.ToChannel(id, out.Keep(line));
//   out.Note(Event::kNickRefused, client.link, {{"nick", nick.view()}, {"holder", "logged-on"}});
//
// Invariants: outputs come in the order of the calls; every view in them lives until the next step.
// A link never gets more than its send queue holds: the line too many dooms it (clauses#1.11), and
// from then on it hears nothing but its ERROR line, nor is anything rendered for it.

#ifndef CONFAB_SERVER_CORE_REPLY_OUTBOX_H_
#define CONFAB_SERVER_CORE_REPLY_OUTBOX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "server_core/api/config.h"
#include "server_core/api/output.h"
#include "server_core/reply/arena.h"
#include "server_core/reply/audience.h"
#include "server_core/reply/line_writer.h"
#include "server_core/reply/numerics.h"
#include "server_core/reply/reply.h"
#include "server_core/world/handles.h"
#include "server_core/world/world.h"

namespace confab {

// What one step hands to the shell; reused, so that the steady state allocates nothing.
struct StepOutput {
  // What an unusual step needed beyond that is freed, as in the arena.
  static constexpr size_t kKeptOutputsMax = 16'384;

  StepOutput() = default;
  // Empty: what was said lives in the original's arena, and is over when the next step begins.
  StepOutput(const StepOutput&) {}
  StepOutput& operator=(const StepOutput&) = delete;

  void Clear();

  Arena arena;
  std::vector<Output> outputs;
  std::vector<LinkId> doomed;  // a heap, lowest first
  Audience audience;
};

class Outbox {
 public:
  Outbox(StepOutput& step, World& world, const Config& config)
      : step_(step), world_(world), config_(config) {}

  // Numerics to one client; the number of arguments is checked at compile time.
  template <Numeric kNumeric, typename... Arguments>
  void Reply(ClientId to, const Arguments&... arguments) {
    static_assert(sizeof...(Arguments) == ArgumentCount(kNumeric));
    const std::array<Argument, sizeof...(Arguments)> list = {Argument(arguments)...};
    Say(to, kNumeric, list);
  }
  void Refuse(ClientId to, NumericOf<0> refusal) { Say(to, refusal.numeric(), {}); }
  void Refuse(ClientId to, NumericOf<1> refusal, Argument argument) {
    Say(to, refusal.numeric(), absl::MakeConstSpan(&argument, 1));
  }

  // Lines. Keep renders one for the rest of the step.
  std::string_view Keep(LineWriter& line) { return Keep(line.Finish()); }
  std::string_view Keep(std::string_view text) { return step_.arena.Copy(text); }
  void Send(ClientId to, std::string_view kept_line);
  void Send(ClientId to, LineWriter& line);
  // Or 417 if it has more than 510 bytes.
  void SendIfItFits(ClientId to, LineWriter& line);
  void ToChannel(ChannelId channel, std::string_view kept_line, ClientId except = {});
  // Doomed: nothing more is said to it in this step, so what is to be said need not be found.
  bool IsDeaf(ClientId id) const { return world_.At(id).doomed; }
  // Everybody who shares a channel with the user, once, but not the user.
  void ToPeers(ClientId user, std::string_view kept_line);

  // The end of a link: its ERROR line goes out whatever is queued, then nothing is said any more.
  void SendError(LinkId link, LineWriter& line);
  void Close(LinkId link, CloseReason reason);
  // The link with the lowest id whose send queue overflowed in this step; links may be gone by now.
  bool TakeDoomed(LinkId& link);

  void Ask(QuestionId id, LinkId link, const Question& kept_question);
  void Note(Event event, LinkId link, std::initializer_list<NoteField> fields = {});
  std::string_view Digits(int64_t number);

  std::string_view server_name() const { return config_.server_name; }

 private:
  friend class ListReply;

  void Say(ClientId to, Numeric numeric, absl::Span<const Argument> arguments);

  StepOutput& step_;
  World& world_;
  const Config& config_;
};

// A numeric whose items fill as few lines as they fit in; no item, no line.
//
//   ListReply names(out, self, Numeric::kNamReply, channel.name);
//   for (...) names.Add(nick);
//   names.Finish();
class ListReply {
 public:
  ListReply(Outbox& out, ClientId to, NumericOf<1> numeric, Argument argument);
  void Add(std::string_view item);
  void Finish();

 private:
  Outbox& out_;
  ClientId to_;
  LineWriter head_;
  LineWriter line_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_REPLY_OUTBOX_H_
