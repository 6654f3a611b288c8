#include "server_core/reply/reply.h"

#include "server_core/api/check.h"

namespace confab {
namespace {

void AddCode(int code, LineWriter& line) {
  const char digits[] = {static_cast<char>('0' + code / 100),
                         static_cast<char>('0' + code / 10 % 10),
                         static_cast<char>('0' + code % 10)};
  line.Add(std::string_view(digits, sizeof digits));
}

}  // namespace

void Argument::AddTo(LineWriter& line) const {
  if (is_number_) {
    line.AddNumber(number_);
  } else {
    line.Add(text_);
  }
}

LineWriter NumericLine(std::string_view server, std::string_view client, Numeric numeric,
                       absl::Span<const Argument> arguments) {
  LineWriter line;
  line.Add(":").Add(server).Add(" ");
  AddCode(NumericCode(numeric), line);
  line.Add(" ").Add(client).Add(" ");
  std::string_view text = NumericText(numeric);
  for (const Argument& argument : arguments) {
    const size_t brace = text.find('{');
    CONFAB_CHECK(brace != std::string_view::npos);
    line.Add(text.substr(0, brace));
    argument.AddTo(line);
    text.remove_prefix(brace + 2);
  }
  line.Add(text);
  return line;
}

LineWriter LineFrom(const Client& client) {
  LineWriter line;
  line.Add(":").Add(client.name()).Add("!").Add(client.user_name);
  line.Add("@").Add(client.host.view()).Add(" ");
  return line;
}

std::string NickUserHost(const Client& client) {
  std::string text(client.name());
  text.append("!").append(client.user_name).append("@").append(client.host.view());
  return text;
}

LineWriter ErrorLine(std::string_view client, std::string_view host, int code,
                     std::string_view why) {
  LineWriter line;
  line.Add("ERROR :Closing Link: ").Add(client).Add("[").Add(host).Add("] ");
  if (code != 0) {
    AddCode(code, line);
    line.Add(" ");
  }
  line.Add("(").Add(why).Add(")");
  return line;
}

}  // namespace confab
