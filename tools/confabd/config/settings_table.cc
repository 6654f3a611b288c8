#include "tools/confabd/config/settings_table.h"

namespace confab {
namespace {

template <auto field>
Place InCore(Settings& settings, size_t) {
  return &(settings.core.*field);
}

template <auto field>
Place InSettings(Settings& settings, size_t) {
  return &(settings.*field);
}

template <auto field>
Place InListener(Settings& settings, size_t index) {
  return &(settings.listeners[index].*field);
}

struct Section {
  std::string_view name;
  std::string_view purpose;
};

constexpr Section kSections[] = {
    {"listen",
     "Where to listen. Repeat the section for more listeners; without any there is this one."},
    {"server", "Who this server is."},
    {"access", "Who may come in."},
    {"keepalive", "A silent peer is asked twice whether it is there, then closed."},
    {"auth", "Log-on with an account (AUTH)."},
    {"sizes", "Lengths of names and texts. Clients are told most of them in RPL_ISUPPORT."},
    {"limits", "How much one user may hold, say, or leave unread."},
    {"tls", "TLS 1.2 or later. SIGHUP reads the files again; connections stay."},
    {"links", "The end of a connection."},
    {"log", "The log goes to standard error, a line for each event."},
    {"store", "The accounts; see `confabd account`."},
    {"record",
     "The black box: what the core is told, without passwords, for `confab replay`. It holds what "
     "people say. A restart is needed to change any of it."},
};

constexpr Setting kSettings[] = {
    {"listen", "address", InListener<&ListenerSettings::address>,
     "0.0.0.0 or :: for every interface."},
    {"listen", "port", InListener<&ListenerSettings::port>,
     "0 takes any free port, which the log tells."},
    {"listen", "tls", InListener<&ListenerSettings::tls>, "Whether connections start with TLS."},

    {"server", "server_name", InCore<&Config::server_name>, "Has a dot."},
    {"server", "server_info", InCore<&Config::server_info>, "Shown in WHOIS."},
    {"server", "network_name", InCore<&Config::network_name>, "Shown by clients."},
    {"server", "version", InCore<&Config::version>, "What clients are told they talk to."},
    {"server", "motd", InCore<&Config::motd>, "Message of the day, a string for each line."},
    {"server", "case_mapping", InCore<&Config::case_mapping>,
     "Which names are the same. A restart is needed to change it."},

    {"access", "password", InCore<&Config::password>, "Wanted of everybody with PASS; \"\": none."},
    {"access", "anonymous_allowed", InCore<&Config::anonymous_allowed>,
     "Whether users without an account may log on."},
    {"access", "scram_enabled", InCore<&Config::scram_enabled>,
     "Whether AUTH with SCRAM-SHA-256 is offered."},
    {"access", "links_max", InCore<&Config::links_max>, "Connections at once."},
    {"access", "registration_deadline", InCore<&Config::registration_deadline>,
     "From the connection until the log-on must be done."},

    {"keepalive", "probe_after", InCore<&Config::probe_after>, "Silence before the first PING."},
    {"keepalive", "probe_wait", InCore<&Config::probe_wait>, "Wait after each of the two PINGs."},

    {"auth", "auth_exchanges_max", InCore<&Config::auth_exchanges_max>, "Open at once."},
    {"auth", "auth_failures_max", InCore<&Config::auth_failures_max>,
     "Of one connection, before AUTH is refused there."},

    {"sizes", "nick_bytes_max", InCore<&Config::nick_bytes_max>, "Nicknames."},
    {"sizes", "user_bytes_max", InCore<&Config::user_bytes_max>,
     "User names, with the ~ in front."},
    {"sizes", "realname_bytes_max", InCore<&Config::realname_bytes_max>, "Real names."},
    {"sizes", "channel_bytes_max", InCore<&Config::channel_bytes_max>, "Channel names."},
    {"sizes", "topic_bytes_max", InCore<&Config::topic_bytes_max>,
     "Topics. With the longest names a TOPIC line must fit into 510 bytes."},
    {"sizes", "reason_bytes_max", InCore<&Config::reason_bytes_max>, "Texts of QUIT and PART."},

    {"limits", "channels_per_user_max", InCore<&Config::channels_per_user_max>,
     "Channels that a user may be in."},
    {"limits", "channels_max", InCore<&Config::channels_max>, "Channels in all."},
    {"limits", "targets_max", InCore<&Config::targets_max>, "Targets of one message."},
    {"limits", "send_queue_bytes_max", InCore<&Config::send_queue_bytes_max>,
     "What a slow reader may leave unread; more closes the connection."},
    {"limits", "input_burst_bytes_max", InCore<&Config::input_burst_bytes_max>,
     "What a peer may send at once; more closes the connection."},
    {"limits", "input_bytes_per_second_max", InCore<&Config::input_bytes_per_second_max>,
     "How fast that allowance comes back."},

    {"tls", "certificate_file", InSettings<&Settings::certificate_file>,
     "PEM: the server's certificate, then those of its issuers. Relative to this file."},
    {"tls", "key_file", InSettings<&Settings::key_file>, "PEM: the private key."},
    {"tls", "handshake_deadline", InSettings<&Settings::handshake_deadline>,
     "From the connection until TLS must be up."},
    {"tls", "handshakes_max", InSettings<&Settings::handshakes_max>,
     "Unfinished at once; more are refused."},

    {"links", "linger", InSettings<&Settings::linger>,
     "How long a peer may take to read the last lines of a connection that is over."},
    {"links", "lingering_max", InSettings<&Settings::lingering_max>,
     "Such connections at once; one more ends without waiting."},

    {"log", "log_format", InSettings<&Settings::log_format>,
     "`--log-format` on the command line goes first."},
    {"log", "log_level", InSettings<&Settings::log_level>, "The least that is worth a line."},

    {"store", "store_file", InSettings<&Settings::store_file>,
     "SQLite file, made if it is missing; relative to this file. \"\": confabd.db in "
     "$STATE_DIRECTORY, else in confabd/ under $XDG_STATE_HOME or ~/.local/state. A restart is "
     "needed to change it."},
    {"store", "questions_max", InSettings<&Settings::questions_max>,
     "Log-ons waiting for the store; one more fails. A restart is needed to change it."},

    {"record", "record_folder", InSettings<&Settings::record_folder>,
     "Relative to this file; `--record` on the command line goes first. \"\": nothing is "
     "recorded."},
    {"record", "record_segment_bytes", InSettings<&Settings::record_segment_bytes>,
     "Size of a file, which is reserved when it is begun."},
    {"record", "record_segments_max", InSettings<&Settings::record_segments_max>,
     "Files of one recording; when they are full it ends, and another begins when nobody is "
     "connected."},
    {"record", "recordings_max", InSettings<&Settings::recordings_max>,
     "Recordings in the folder; the oldest goes for a new one."},
};

constexpr std::string_view kCaseMappings[] = {"ascii", "rfc1459", "rfc1459-strict"};
constexpr std::string_view kLogFormats[] = {"text", "json"};
constexpr std::string_view kLogLevels[] = {"debug", "info", "warning", "error"};

}  // namespace

absl::Span<const Setting> SettingsTable() { return kSettings; }

const Setting* FindSetting(std::string_view section, std::string_view key) {
  for (const Setting& setting : kSettings) {
    if (setting.section == section && setting.key == key) return &setting;
  }
  return nullptr;
}

std::string_view SectionPurpose(std::string_view section) {
  for (const Section& candidate : kSections) {
    if (candidate.name == section) return candidate.purpose;
  }
  return {};
}

absl::Span<const std::string_view> WordsOf(const CaseMapping*) { return kCaseMappings; }
absl::Span<const std::string_view> WordsOf(const LogFormat*) { return kLogFormats; }
absl::Span<const std::string_view> WordsOf(const LogLevel*) { return kLogLevels; }

std::string Listed(absl::Span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    list.append(list.empty() ? "\"" : ", \"").append(word).append("\"");
  }
  return list;
}

}  // namespace confab
