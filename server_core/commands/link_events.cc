#include "server_core/commands/link_events.h"

#include <utility>

#include "server_core/api/check.h"
#include "server_core/commands/closing.h"
#include "server_core/commands/deadlines.h"
#include "server_core/commands/dispatch.h"
#include "server_core/rules/allowance.h"
#include "server_core/wire/line_assembler.h"

namespace confab {
namespace {

using Event = LineAssembler::Event;

//= clauses#2.2 clauses#2.3
void RefuseLine(Context& cx, NumericOf<0> numeric) {
  cx.out.Refuse(cx.self, numeric);
  cx.out.Note(confab::Event::kInputRefused, cx.client().link,
              {{"numeric", cx.out.Digits(NumericCode(numeric.numeric()))}});
}

void Take(Context& cx, MessageParser& parser, const LineAssembler::Result& result) {
  switch (result.event) {
    case Event::kNeedMore:
      return;
    case Event::kTooLong:
      return RefuseLine(cx, Numeric::kInputTooLong);
    case Event::kHasNul:
      return RefuseLine(cx, Numeric::kUnknownError);
    case Event::kLine:
      if (const auto message = parser.Parse(result.line)) Dispatch(cx, *message);
  }
}

// The assembler is out of the world meanwhile, so that a line outlives the link that it ends.
void TakeLines(Context& cx, MessageParser& parser, std::string_view bytes) {
  LineAssembler input = cx.world.TakeInput(cx.client());
  while (cx.world.Find(cx.self) != nullptr) {
    const LineAssembler::Result result = input.Next(bytes);
    if (result.event == Event::kNeedMore) {
      return cx.world.KeepInput(cx.client(), std::move(input));
    }
    Take(cx, parser, result);
  }
}

}  // namespace

void OpenLink(Context& cx, const Opened& opened) {
  CONFAB_CHECK(!cx.world.FindLink(opened.link).IsSome());
  if (cx.world.link_count() >= cx.config.links_max) return TurnAway(cx, opened);
  const ClientId id = cx.world.Connect(opened.link, opened.peer, cx.now.mono);
  ArmRegistration(cx, id);
}

void ReceiveBytes(Context& cx, MessageParser& parser, const Received& received) {
  cx.self = cx.world.FindLink(received.link);
  if (!cx.self.IsSome() || received.bytes.empty()) return;
  NoteLife(cx, cx.self);
  Client& client = cx.client();
  const Grant grant =
      JudgeInput(cx.config, client.allowance_tat, cx.now.mono, received.bytes.size());
  client.allowance_tat = grant.tat;
  TakeLines(cx, parser, received.bytes.substr(0, grant.bytes));
  const bool has_more = grant.bytes < received.bytes.size();
  if (has_more && cx.world.Find(cx.self) != nullptr) {
    CloseLink(cx, cx.self, CloseReason::kInputExceeded);
  }
}

void DrainLink(Context& cx, const Drained& drained) {
  const ClientId id = cx.world.FindLink(drained.link);
  if (id.IsSome()) cx.world.Drain(cx.world.At(id), drained.bytes);
}

void EndLink(Context& cx, const Lost& lost) {
  const ClientId id = cx.world.FindLink(lost.link);
  if (id.IsSome()) LoseLink(cx, id, lost.why);
}

}  // namespace confab
