// Everything an operator may set: the core's Config, and what only the daemon needs.
//
//   Settings settings;                    // serves on 127.0.0.1:6667
//   settings.listeners[0].port = 6697;
//   if (absl::Status status = Validate(settings); !status.ok()) ...
//
// Invariants: a plain struct with the defaults of `confabd` without a configuration; units last in
// names. Which keys of the file set which field is in settings_table.h.

#ifndef CONFAB_TOOLS_CONFABD_CONFIG_SETTINGS_H_
#define CONFAB_TOOLS_CONFABD_CONFIG_SETTINGS_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "server_core/api/config.h"

namespace confab {

enum class LogFormat : uint8_t { kText, kJson };
enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError };

struct ListenerSettings {
  std::string address = "127.0.0.1";  // an IPv4 or IPv6 address
  int64_t port = 6667;                // 0..65535; 0: any free one, which the log tells
  bool tls = false;
};

inline constexpr size_t kListenersMax = 64;
inline constexpr int64_t kMebibyte = 1 << 20;

struct Settings {
  Config core;
  std::vector<ListenerSettings> listeners = {{}};  // 1..kListenersMax, no two alike

  // TLS 1.2 or later, for listeners that say so.
  std::string certificate_file;  // PEM: the server's certificate, then those of its issuers
  std::string key_file;          // PEM
  Duration handshake_deadline = std::chrono::seconds(10);  // 1 ms to 1 h
  int64_t handshakes_max = 1'000;                          // 1..1'000'000, unfinished at once

  // How long a link that is over may take to read its last lines.
  Duration linger = std::chrono::seconds(2);  // 1 ms to 1 h
  int64_t lingering_max = 1'000;              // 1..1'000'000 at once; then a link ends at once

  LogFormat log_format = LogFormat::kText;
  LogLevel log_level = LogLevel::kInfo;

  std::string store_file;         // empty: confabd.db in the state directory (state_directory.h)
  int64_t questions_max = 1'000;  // 1..1'000'000, waiting for the store; then a log-on fails

  // The black box recorder.
  std::string record_folder;                      // empty: nothing is recorded
  int64_t record_segment_bytes = 16 * kMebibyte;  // 4 MiB to 1 GiB, of one file
  int64_t record_segments_max = 64;               // 1..9'999, files of one recording; then it ends
  int64_t recordings_max = 4;                     // 1..1'000; then the oldest goes
};

// OK, or what is wrong with the first bad field: "port: 70000; must be 0 to 65535".
absl::Status Validate(const ListenerSettings& listener);

// OK, or what is wrong with the first bad field, of the core's or of the daemon's.
absl::Status Validate(const Settings& settings);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_CONFIG_SETTINGS_H_
