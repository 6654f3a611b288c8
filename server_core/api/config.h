// Every setting of the core with its default, its unit (last in its name) and its range.
//
//   auto config = std::make_shared<Config>();
//   config->server_name = "irc.example.org";
//   if (absl::Status status = Validate(*config); !status.ok()) ...
//
// Invariants: a plain struct, copied freely; a subject holds it const and replaces it only on
// Reconfigured. Files and flags are parsed by shells, never here.

#ifndef CONFAB_SERVER_CORE_API_CONFIG_H_
#define CONFAB_SERVER_CORE_API_CONFIG_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "server_core/api/moment.h"

namespace confab {

// Which bytes are the same letter. rfc1459: {}|~ are the lower case of []\^; strict: without ~ and
// ^.
enum class CaseMapping : uint8_t { kAscii, kRfc1459, kRfc1459Strict };

struct Config {
  // Who we are. Names are 1..63 printable bytes without space or leading colon; a server name has
  // a dot, and in a network name `\` and `=` count as four (that is how RPL_ISUPPORT shows them).
  std::string server_name = "irc.confab.test";
  std::string server_info = "Confab chat server";  // 1..100 bytes, shown in WHOIS
  std::string network_name = "Confab";
  std::string version = "confab-0.1";                // 1..63, no space
  std::vector<std::string> motd;                     // lines of at most 400 bytes; empty: 422
  CaseMapping case_mapping = CaseMapping::kRfc1459;  // cannot change at run time

  // Who may come in.
  std::string password;           // PASS wanted of everybody, <= 504 bytes; empty: none
  bool anonymous_allowed = true;  // ANON in the 800 reply
  bool scram_enabled = true;      // the AUTH package SCRAM-SHA-256
  int64_t links_max = 100'000;    // >= 1; the next one gets ERROR 003
  Duration registration_deadline = std::chrono::seconds(60);  // > 0, from Opened

  // Keepalive (Q233512): a probe after so much silence of the peer, then two waits.
  Duration probe_after = std::chrono::seconds(240);  // > 0
  Duration probe_wait = std::chrono::seconds(120);   // > 0

  // AUTH.
  int64_t auth_exchanges_max = 10'000;  // >= 1, open at once; then 907
  int64_t auth_failures_max = 3;        // >= 1, per link; then 911

  // Sizes of names and texts, in bytes; advertised in RPL_ISUPPORT.
  int64_t nick_bytes_max = 30;       // 1..63
  int64_t user_bytes_max = 10;       // 2..32, the "~" included
  int64_t realname_bytes_max = 128;  // 1..200
  int64_t channel_bytes_max = 63;    // 2..100
  int64_t topic_bytes_max = 300;     // 1..300; worst-case lines must fit 510
  int64_t reason_bytes_max = 200;    // 1..300, of QUIT and PART texts

  // How much one user may hold or say.
  int64_t channels_per_user_max = 20;          // >= 1, shown as CHANLIMIT
  int64_t channels_max = 100'000;              // >= 1, of all; then 437
  int64_t targets_max = 4;                     // >= 1, of one PRIVMSG or NOTICE; shown in TARGMAX
  int64_t send_queue_bytes_max = 65'536;       // >= 512; a log-on burst that does not fit closes
  int64_t input_burst_bytes_max = 65'536;      // 512..1e9; input allowance when full
  int64_t input_bytes_per_second_max = 8'192;  // 1..1e9; how fast the allowance comes back
};

// OK, or what is wrong with the first bad field: "probe_wait: 0 ns; must be above 0".
absl::Status Validate(const Config& config);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_CONFIG_H_
