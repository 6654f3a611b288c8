#include "tools/examples/poll_server_options.h"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

ABSL_FLAG(uint16_t, port, 6667, "port on 127.0.0.1; 0: any free one, which is printed");
ABSL_FLAG(absl::Duration, probe_after, absl::Seconds(240), "silence of a peer before a PING");
ABSL_FLAG(absl::Duration, probe_wait, absl::Seconds(120), "wait for an answer, twice, then close");
ABSL_FLAG(std::string, server_name, "irc.confab.test", "name of the server; has a dot");
ABSL_FLAG(std::string, accounts, "", "file of SCRAM accounts, one `name password` per line");

namespace confab {
namespace {

std::shared_ptr<const Config> ConfigOfFlags() {
  auto config = std::make_shared<Config>();
  config->server_name = absl::GetFlag(FLAGS_server_name);
  config->probe_after = absl::ToChronoNanoseconds(absl::GetFlag(FLAGS_probe_after));
  config->probe_wait = absl::ToChronoNanoseconds(absl::GetFlag(FLAGS_probe_wait));
  config->scram_enabled = !absl::GetFlag(FLAGS_accounts).empty();
  return config;
}

absl::StatusOr<ScramAuthority> ReadAccounts(const std::string& path) {
  if (path.empty()) return ScramAuthority::FromText("");
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  absl::StatusOr<ScramAuthority> authority = ScramAuthority::FromText(text);
  if (authority.ok()) return authority;
  const absl::Status& status = authority.status();
  return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
}

}  // namespace

absl::StatusOr<PollServerOptions> ParsePollServerOptions(int argc, char** argv) {
  absl::SetProgramUsageMessage("An IRC server on loopback, in one poll(2) loop around the core.");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  if (words.size() > 1) {
    return absl::InvalidArgumentError(absl::StrCat(words[1], ": options start with --"));
  }
  std::shared_ptr<const Config> config = ConfigOfFlags();
  if (absl::Status status = Validate(*config); !status.ok()) return status;
  absl::StatusOr<ScramAuthority> authority = ReadAccounts(absl::GetFlag(FLAGS_accounts));
  if (!authority.ok()) return authority.status();
  return PollServerOptions{absl::GetFlag(FLAGS_port), std::move(config), *std::move(authority)};
}

}  // namespace confab
