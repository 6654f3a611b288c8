#include "server_core/commands/dispatch.h"

#include "server_core/commands/log_on.h"
#include "server_core/commands/table.h"

namespace confab {
namespace {

//= clauses#3.3
bool AsksForIrcx(const Row& row, const Message& message) {
  return row.verb == "MODE" && !message.params.empty() && message.params[0] == "ISIRCX";
}

const Row* RowFor(const Message& message, bool logged_on) {
  const Row* row = FindRow(message.verb);
  const bool asks = row != nullptr && !logged_on && AsksForIrcx(*row, message);
  return asks ? FindRow("ISIRCX") : row;
}

bool HasParams(const Message& message, size_t params_min) {
  if (message.params.size() < params_min) return false;
  for (const std::string_view param : message.params.first(params_min)) {
    if (param.empty()) return false;
  }
  return true;
}

//= clauses#3.1
void Call(Context& cx, const Message& message, bool logged_on) {
  const Row* row = RowFor(message, logged_on);
  if (row == nullptr) return cx.out.Reply<Numeric::kUnknownCommand>(cx.self, Echo(message.verb));
  if (row->stage == Stage::kLoggedOn && !logged_on) {
    return cx.out.Refuse(cx.self, Numeric::kNotRegistered);
  }
  if (row->stage == Stage::kConnected && logged_on) {
    return cx.out.Refuse(cx.self, Numeric::kAlreadyRegistered);
  }
  if (!HasParams(message, row->params_min)) {
    return cx.out.Reply<Numeric::kNeedMoreParams>(cx.self, Text(row->verb));
  }
  row->handler(cx, Request{row->verb, message.params});
}

}  // namespace

void Dispatch(Context& cx, const Message& message) {
  Call(cx, message, cx.client().logged_on());
  TryLogOn(cx);
}

}  // namespace confab
