// The words that go into numerics and lines: parsed names, echoes, texts, numbers.
//
//   out.Reply<Numeric::kNicknameInUse>(self, *nick);
//   out.Reply<Numeric::kNoSuchNick>(self, Echo(target));
//   out.Reply<Numeric::kTopic>(self, channel.name, Text(channel.topic.text));
//   LineWriter line = LineFrom(client); line.Add("JOIN ").Add(channel.name.view());
//
// Invariants: a peer's own word goes out as an Echo only, which is always one middle parameter; a
// bare string is no argument. Arguments are views: they live as long as what they were made of.

#ifndef CONFAB_SERVER_CORE_REPLY_REPLY_H_
#define CONFAB_SERVER_CORE_REPLY_REPLY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "server_core/reply/line_writer.h"
#include "server_core/reply/numerics.h"
#include "server_core/text/channel_name.h"
#include "server_core/text/clip.h"
#include "server_core/text/nick.h"
#include "server_core/world/client.h"

namespace confab {

// A peer's own word, repeated to it.
struct Echo {
  explicit Echo(std::string_view word) : text(EchoOf(word)) {}
  std::string_view text;
};

// Text known to be fit for its place: ours, or checked and cut before.
struct Text {
  explicit constexpr Text(std::string_view value) : text(value) {}
  std::string_view text;
};

class Argument {
 public:
  // NOLINTBEGIN(google-explicit-constructor): these are what an argument may be
  Argument(const Nick& nick) : text_(nick.view()) {}
  Argument(const ChannelName& name) : text_(name.view()) {}
  Argument(Echo echo) : text_(echo.text) {}
  Argument(Text text) : text_(text.text) {}
  Argument(int64_t number) : number_(number), is_number_(true) {}
  // NOLINTEND(google-explicit-constructor)

  void AddTo(LineWriter& line) const;

 private:
  std::string_view text_;
  int64_t number_ = 0;
  bool is_number_ = false;
};

// ":<srv> NNN <c> ..."
LineWriter NumericLine(std::string_view server, std::string_view client, Numeric numeric,
                       absl::Span<const Argument> arguments);

// ":nick!user@host ", to be continued.
LineWriter LineFrom(const Client& client);
std::string NickUserHost(const Client& client);

// "ERROR :Closing Link: <c>[<host>] NNN (<why>)"; a code of 0 is not shown.
LineWriter ErrorLine(std::string_view client, std::string_view host, int code,
                     std::string_view why);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_REPLY_REPLY_H_
