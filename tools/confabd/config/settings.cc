// Each check says `field: value; must be rule`, like the core's: config_file.cc takes it apart.

#include "tools/confabd/config/settings.h"

#include <asio/ip/address.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace confab {
namespace {

struct Range {
  const char* name;
  int64_t Settings::*field;
  int64_t min;
  int64_t max;
};

constexpr int64_t kCountMax = 1'000'000;
constexpr Range kCounts[] = {
    {"handshakes_max", &Settings::handshakes_max, 1, kCountMax},
    {"lingering_max", &Settings::lingering_max, 1, kCountMax},
    {"questions_max", &Settings::questions_max, 1, kCountMax},
    {"record_segment_bytes", &Settings::record_segment_bytes, 4 * kMebibyte, 1024 * kMebibyte},
    {"record_segments_max", &Settings::record_segments_max, 1, 9'999},
    {"recordings_max", &Settings::recordings_max, 1, 1'000},
};

struct Wait {
  const char* name;
  Duration Settings::*field;
};

constexpr Duration kWaitMin = std::chrono::milliseconds(1);
constexpr Duration kWaitMax = std::chrono::hours(1);
constexpr Wait kWaits[] = {
    {"handshake_deadline", &Settings::handshake_deadline},
    {"linger", &Settings::linger},
};

absl::Status Wrong(absl::string_view name, absl::string_view value, absl::string_view rule) {
  return absl::InvalidArgumentError(absl::StrCat(name, ": ", value, "; must be ", rule));
}

absl::Status ValidateNumbers(const Settings& settings) {
  for (const Range& range : kCounts) {
    const int64_t value = settings.*range.field;
    if (value >= range.min && value <= range.max) continue;
    return Wrong(range.name, absl::StrCat(value), absl::StrCat(range.min, " to ", range.max));
  }
  for (const Wait& wait : kWaits) {
    const Duration value = settings.*wait.field;
    if (value >= kWaitMin && value <= kWaitMax) continue;
    return Wrong(wait.name, absl::FormatDuration(absl::FromChrono(value)), "1ms to 1h");
  }
  return absl::OkStatus();
}

absl::Status ValidateListeners(const Settings& settings) {
  const size_t count = settings.listeners.size();
  if (count < 1 || count > kListenersMax) {
    return Wrong("listen", absl::StrCat(count, " listeners"), absl::StrCat("1 to ", kListenersMax));
  }
  std::set<std::pair<std::string, int64_t>> places;
  for (const ListenerSettings& listener : settings.listeners) {
    if (absl::Status status = Validate(listener); !status.ok()) return status;
    // Any number of listeners may ask for any free port.
    if (listener.port == 0 || places.emplace(listener.address, listener.port).second) continue;
    return Wrong("port", absl::StrCat(listener.port, " twice on ", listener.address), "given once");
  }
  return absl::OkStatus();
}

absl::Status ValidateTls(const Settings& settings) {
  for (const ListenerSettings& listener : settings.listeners) {
    if (!listener.tls) continue;
    constexpr char kRule[] = "a PEM file, as a listener has tls = true";
    if (settings.certificate_file.empty()) return Wrong("certificate_file", "\"\"", kRule);
    if (settings.key_file.empty()) return Wrong("key_file", "\"\"", kRule);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Validate(const ListenerSettings& listener) {
  std::error_code error;
  asio::ip::make_address(listener.address, error);
  if (error) {
    return Wrong("address", absl::StrCat("\"", listener.address, "\""),
                 "an IPv4 or IPv6 address, such as 127.0.0.1, 0.0.0.0 or ::");
  }
  if (listener.port < 0 || listener.port > 65'535) {
    return Wrong("port", absl::StrCat(listener.port), "0 to 65535");
  }
  return absl::OkStatus();
}

absl::Status Validate(const Settings& settings) {
  if (absl::Status status = Validate(settings.core); !status.ok()) return status;
  using Check = absl::Status (*)(const Settings&);
  for (const Check check : {ValidateNumbers, ValidateListeners, ValidateTls}) {
    if (absl::Status status = check(settings); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace confab
