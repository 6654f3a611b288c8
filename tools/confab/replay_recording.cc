#include "tools/confab/replay_recording.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "server_core/api/ledger.h"
#include "sim/script.h"
#include "tools/confab/commands.h"
#include "tools/confab/files.h"
#include "tools/confab/story.h"
#include "tools/recording/recording.h"

namespace confab::tools {
namespace {

absl::StatusOr<std::unique_ptr<Subject>> SubjectOf(const props::Trial& trial,
                                                   const sim::RecordingHead& head) {
  sim::Script script;
  script.config = head.config;
  script.server_seed = head.seed;
  script.epoch_unix_s = absl::ToUnixSeconds(head.start.wall);
  return trial.create(script);
}

std::string LedgerText(const Ledger& ledger) {
  std::string text;
  for (int i = 0; i < kAccountCount; ++i) {
    const auto account = static_cast<Account>(i);
    absl::StrAppendFormat(
        &text, "  %-15s %8d objects %10d bytes\n",
        absl::string_view(AccountName(account).data(), AccountName(account).size()),
        ledger[account].objects, ledger[account].bytes);
  }
  return text;
}

void ShowState(const Retelling& retelling, const Subject& subject, std::ostream& out) {
  out << "state after step " << retelling.trace().steps() << ", at "
      << SecondsInWords(retelling.now().nanos()) << ":\n"
      << subject.Census() << LedgerText(subject.Accounts());
}

absl::Status WriteAsScenario(const Recording& recording, const std::string& path) {
  const absl::StatusOr<sim::Scenario> scenario = AsScenario(recording);
  return scenario.ok() ? WriteScenario(path, *scenario) : scenario.status();
}

}  // namespace

ExitCode ReplayRecording(const props::Trial& trial, const RecordingWishes& wishes,
                         std::ostream& out, std::ostream& err) {
  const absl::StatusOr<Recording> recording = Recording::Open(wishes.files);
  if (!recording.ok()) return Complain(err, "replay", recording.status());
  if (!wishes.as_scenario.empty()) {
    const absl::Status status = WriteAsScenario(*recording, wishes.as_scenario);
    if (!status.ok()) return Complain(err, "replay", status);
    out << "scenario: " << wishes.as_scenario << "\n";
  }
  const absl::StatusOr<std::unique_ptr<Subject>> subject = SubjectOf(trial, recording->head());
  if (!subject.ok()) return Complain(err, "replay", subject.status());
  out << "recorded: from " << absl::FormatTime(recording->head().start.wall, absl::UTCTimeZone())
      << std::endl;  // before what may be the end of this program, too
  Instant until = Instant::Never();
  if (wishes.until) {
    until = recording->head().start.mono + absl::ToChronoNanoseconds(*wishes.until);
  }
  Retelling retelling(*recording, **subject);
  const absl::Status status = retelling.RunUntil(until);
  if (absl::IsFailedPrecondition(status)) {
    out << "DIFFERENT: " << status.message() << "\n";
    ShowState(retelling, **subject, out);
    return ExitCode::kDeterminism;
  }
  if (!status.ok()) return Complain(err, "replay", status);
  out << "same: " << retelling.trace().steps() << " steps, "
      << SecondsInWords(retelling.now().nanos()) << "\n";
  if (wishes.until) ShowState(retelling, **subject, out);
  if (retelling.is_at_end() && !retelling.is_finished()) {
    out << "The recording has no end: the server died, or its files were full.\n";
  }
  out << "trace_hash: " << retelling.trace().chain().Hex() << "\n";
  return ExitCode::kHolds;
}

}  // namespace confab::tools
