#include "props/lockstep_dice.h"

#include <chrono>

namespace confab::props {

std::string Dice::Bytes(size_t count) {
  std::string bytes;
  for (size_t i = 0; i < count; ++i) bytes += static_cast<char>(Below(256));
  return bytes;
}

std::string Dice::Text() {
  if (Chance(wide_ ? 50 : 10)) return std::string(Below(480), Chance(50) ? 'x' : '\xa9');
  return OneOf({"", "hi", "a b", ":", "\x01tab\t\x7f", "caf\xc3\xa9 \xc3\xa9\xc3\xa9", "-"});
}

std::string Dice::Host() {
  if (wide_) return std::string(62 + Below(3), 'h');
  return OneOf({"h", "::1", "", "192.0.2.7", "a b"});
}

std::string Dice::Nick() {
  if (wide_ && Chance(30)) return std::string(62 + Below(3), Chance(50) ? 'n' : 'm');
  if (wide_ && Chance(60)) return std::string(1 + Below(63), static_cast<char>('a' + Below(26)));
  if (Chance(5)) return std::string(1 + Below(8), 'n');
  return OneOf({"a", "A", "b", "c[", "C{", "d^", "e\\", "E|", "1x", "f-2", "", "*", ":a"});
}

std::string Dice::Channel() {
  if (wide_ && Chance(60)) return "#" + std::string(98 + Below(3), Chance(50) ? 'c' : 'd');
  if (Chance(5)) return "#" + std::string(Below(9), 'c');
  return OneOf({"#x", "#X", "&y", "#z[", "#Z{", "#", "x", "#\x07", "#caf\xc3\xa9", "0", "#w"});
}

std::string Dice::Channels() {
  return Chance(70) ? Channel() : Channel() + "," + Channel() + ",,#x";
}

std::string Dice::Target() { return Chance(50) ? Nick() : Channel(); }

std::string Dice::Targets() {
  return Chance(60) ? Target() : Target() + "," + Target() + "," + Target() + ",," + Target();
}

Config Dice::Settings() {
  Config config;
  config.server_name = OneOf({"s.t", "irc.confab.test"});
  config.network_name = OneOf({"Confab", "a=b\\c"});
  if (Chance(30)) config.motd = {"one", "two"};
  if (Chance(10)) config.password = "p";
  config.anonymous_allowed = !Chance(15);
  config.scram_enabled = !Chance(10);
  config.links_max = Chance(70) ? 100 : Between(1, 6);
  if (Chance(20)) config.registration_deadline = std::chrono::nanoseconds(Between(1, 200));
  if (Chance(40)) config.probe_after = std::chrono::nanoseconds(Between(1, 200));
  if (Chance(70)) config.probe_wait = std::chrono::nanoseconds(Between(1, 50));
  config.auth_exchanges_max = Between(1, 3);
  config.auth_failures_max = Between(1, 3);
  config.nick_bytes_max = Between(1, 8) | 2;
  config.user_bytes_max = Between(2, 5);
  config.realname_bytes_max = Between(1, 20);
  config.channel_bytes_max = Between(2, 8) | 4;
  config.topic_bytes_max = Between(1, 20);
  config.reason_bytes_max = Between(1, 10);
  config.channels_per_user_max = Between(1, 4);
  config.channels_max = Between(1, 5);
  config.targets_max = Between(1, 3);
  config.send_queue_bytes_max = Chance(50) ? 65'536 : Between(512, 4096);
  config.input_burst_bytes_max = Chance(80) ? 65'536 : Between(512, 1024);
  config.input_bytes_per_second_max = Chance(50) ? 1'000'000'000 : Between(1, 1'000'000'000);
  if (wide_) Widen(config);
  return config;
}

// The largest names and texts that Validate allows together.
void Dice::Widen(Config& config) {
  config.server_name = "s." + std::string(61, 't');
  config.network_name = std::string(15, '\\');
  config.version = std::string(63, 'v');
  config.nick_bytes_max = 63;
  config.user_bytes_max = 32;
  config.realname_bytes_max = 200;
  config.channel_bytes_max = 100;
  config.topic_bytes_max = 240;
  config.reason_bytes_max = 240;
  config.channels_per_user_max = Chance(50) ? INT64_MAX : 20;
  config.channels_max = INT64_MAX;
  config.targets_max = INT64_MAX;
}

std::string Dice::Greeting() {
  const std::string log_on = "NICK " + Nick() + "\r\nUSER u 0 * :Real\r\n";
  if (Chance(20)) return AuthLine("") + "\r\n" + log_on;
  return Chance(70) ? log_on + "JOIN #x,&y\r\n" : "";
}

std::string Dice::Line(bool logged_on, const std::string& nonces) {
  if (logged_on ? Chance(85) : Chance(15)) return ChatLine();
  if (Chance(40)) return AuthLine(nonces);
  switch (Below(5)) {
    case 0:
      return "CAP " + OneOf({"LS", "LS 302", "LIST", "REQ", "REQ :x -y", "END", "end", "x", ":"});
    case 1:
      return "PASS " + OneOf({"p", "q", ":"});
    case 2:
      return "USER " + OneOf({"u", "us!er", "!", "longuser", std::string(40, 'u')}) +
             " 0 * :" + Text();
    default:
      return "NICK " + Nick();
  }
}

// The commands that only ask.
std::string Dice::AskLine() {
  switch (Below(5)) {
    case 0:
      return "NAMES " + Channels();
    case 1:
      return "WHOIS " + (Chance(30) ? OneOf({"s.t ", "S.T ", "a ", "x "}) : "") + Nick();
    case 2:
      return "MODE " + Target() + (Chance(50) ? OneOf({" +x", " +-", " -o a", " :", " :: "}) : "");
    case 3:
      return "PING :" + Text();
    default:
      return OneOf({"LUSERS", "MOTD", "MOTD s.t", "MOTD x", "PONG", "ERROR :x", "001 x", "PING",
                    "IRCX", "ISIRCX", "MODE ISIRCX", "mode isircx", "NICK", "FOO", "@t x"});
  }
}

std::string Dice::ChatLine() {
  if (Chance(40)) return AskLine();
  switch (Below(8)) {
    case 0:
    case 1:
      return "JOIN " + Channels();
    case 2:
      return "PART " + Channels() + (Chance(50) ? " :" + Text() : "");
    case 3:
    case 4:
      return OneOf({"PRIVMSG ", "NOTICE ", "privmsg "}) + Targets() + " :" + Text();
    case 5:
      return "TOPIC " + Channel() + (Chance(60) ? " :" + Text() : "");
    case 6:
      return Chance(20) ? OneOf({"QUIT", "QUIT :" + Text()}) : "PONG :" + Text();
    default:
      return "NICK " + Nick();
  }
}

// Good and bad beginnings of an exchange (clauses#6.9).
std::string Dice::ClientFirst() {
  if (Chance(60)) return "n,,n=al,r=abc";
  return OneOf({
      "n\\c\\cn=al\\cr=a\\\\bc",
      "y,a=al,n=al,r=x,e=1",
      "n,,n=,r=x",
      "p=x,,n=al,r=x",
      "n,,m=1,n=al,r=x",
      "n,a=bo,n=al,r=x",
      "n,b=al,n=al,r=x",
      "n,,n=a=3Dl,r=!~,",
      "n,,n=al,r=\xc3",
      "n,,n=a\\bl,r=x",
      "n,,n=a=2l,r=x",
      "n,,n=al,r=\x7f",
      "n,,n=al",
      "n,,n=al,s=x",
      "n,,n=" + std::string(64, 'a') + ",r=" + std::string(64, 'b'),
      "n,,n=" + std::string(65, 'a') + ",r=x",
      "n,,n=al,r=" + std::string(65, 'b'),
  });
}

std::string Dice::AuthLine(const std::string& nonces) {
  const std::string package = Chance(90) ? "SCRAM-SHA-256" : OneOf({"scram-sha-256", "ANON"});
  if (Chance(10)) return "AUTH " + package + OneOf({" *", "", " X", " S :x", " s", " I"});
  if (nonces.empty() || Chance(20)) {
    return "AUTH " + package + " I :" + ClientFirst();
  }
  if (nonces == "v" ? Chance(90) : Chance(5)) return "AUTH " + package + " S";
  if (Chance(80)) return "AUTH " + package + " S :c=biws,r=" + nonces + ",p=cA==";
  return "AUTH " + package + " S :" + OneOf({"c=biws,r=", "c=eSxhPWFsLA==,r=", "c=biws\\cr="}) +
         nonces + OneOf({",p=cA==", "\\cp=cA==", ",e=,p=cA==", ",p=", ",x,p=cA==", "x,p=cA=="});
}

std::string Dice::Answer(bool proof) {
  if (Chance(70)) return proof ? "c2ln" : "XYZ c2FsdA== 4096";
  return OneOf({"", "a b", std::string(128, 'a'), std::string(129, 'a'), "X  cw== 4096",
                "X cw==", "X\\Z cw== 5000", "XYZ cw== 0004096", "X cw== 4095", "X, cw== 4096",
                "X cw== 40a6", "X cw== 9999999", "X cw== 00004096", "X cw== 4096 ", "X c- 4096"});
}

}  // namespace confab::props
