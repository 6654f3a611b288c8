#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tools/campaign/page.h"
#include "tools/campaign/results.h"
#include "tools/campaign/summary.h"
#include "tools/confab/commands.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/kept.h"
#include "tools/confab/probes_missed.h"
#include "tools/confab/report.h"

namespace confab::tools {
namespace {

constexpr uint64_t kChunkByDefault = 1000;
constexpr uint64_t kJobsMax = 256;
// Scenarios that one process shrinks and keeps: one for each way to fail, up to this many.
constexpr size_t kKeptMax = 20;
// A law that nearly every seed breaks is no news after so many.
constexpr uint64_t kFailuresMax = 200;

struct Wishes {
  CampaignOptions options;
  KeepOptions keeping;
  ResultLine like;  // what all lines of this campaign have in common
  uint64_t runs = 0;
  uint64_t chunk = kChunkByDefault;
  std::string results;
  bool resume = false;
};

struct Given {
  std::vector<std::string> laws;
  std::string profile, strategy, commit = "unknown";
  std::optional<uint64_t> seed, runs, jobs, chunk;
  std::optional<absl::Duration> shrink_for;
};

absl::Status ParseFlags(Arguments arguments, Given& given, Wishes& wishes) {
  Flags flags;
  flags.Text("results", &wishes.results);
  flags.Repeated("law", &given.laws);
  flags.Text("profile", &given.profile);
  flags.Text("strategy", &given.strategy);
  flags.Number("seed", &given.seed);
  flags.Number("runs", &given.runs);
  flags.Number("chunk", &given.chunk);
  flags.Number("jobs", &given.jobs);
  flags.Switch("resume", &wishes.resume);
  flags.Text("commit", &given.commit);
  flags.Text("out", &wishes.keeping.folder);
  flags.Span("shrink-for", &given.shrink_for);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(arguments, &rest); !status.ok()) return status;
  if (!rest.empty()) return absl::InvalidArgumentError(absl::StrCat("'", rest[0], "' is no flag"));
  if (wishes.results.empty()) return absl::InvalidArgumentError("needs --results FILE");
  if (!given.runs || *given.runs == 0) return absl::InvalidArgumentError("needs --runs N");
  if (given.chunk == 0) return absl::InvalidArgumentError("--chunk must be from 1");
  if (given.jobs && (*given.jobs < 1 || *given.jobs > kJobsMax)) {
    return absl::InvalidArgumentError(absl::StrCat("--jobs must be from 1 to ", kJobsMax));
  }
  return absl::OkStatus();
}

absl::StatusOr<Wishes> WishesOf(const props::Trial& trial, Arguments arguments) {
  Given given;
  Wishes wishes;
  wishes.keeping.folder = "/tmp/confab-findings";
  if (absl::Status status = ParseFlags(arguments, given, wishes); !status.ok()) return status;
  auto laws = LawsNamed(trial, given.laws);
  if (!laws.ok()) return laws.status();
  const auto profile = ProfileNamed(given.profile);
  if (!profile.ok()) return profile.status();
  const auto strategy = StrategyNamed(trial, given.strategy);
  if (!strategy.ok()) return strategy.status();
  CampaignOptions& options = wishes.options;
  options.strategy = *strategy;
  options.probes = IsChat(trial);
  options.laws = *std::move(laws);
  options.profile = *profile;
  options.trial = &trial;
  options.seed = given.seed.value_or(1);
  options.jobs = static_cast<int>(given.jobs.value_or(1));
  wishes.runs = *given.runs;
  wishes.chunk = given.chunk.value_or(kChunkByDefault);
  wishes.keeping.laws = options.laws;
  wishes.keeping.trial = &trial;
  wishes.keeping.shrink_for = given.shrink_for.value_or(absl::Seconds(10));
  wishes.like.set_format(kResultsFormat);
  wishes.like.set_commit(given.commit);
  wishes.like.set_strategy(std::string(props::StrategyName(*strategy)));
  wishes.like.set_profile(std::string(props::ProfileName(options.profile)));
  wishes.like.set_jobs(static_cast<uint32_t>(options.jobs));
  return wishes;
}

// One process of a campaign: chunk after chunk, a line for each.
class Piece {
 public:
  Piece(const Wishes& wishes, ResultsFile& file, std::ostream& err)
      : wishes_(wishes), file_(file), err_(err) {
    for (const ResultLine& line : file.lines()) {
      cells_.insert(line.new_cells().begin(), line.new_cells().end());
      probes_.insert(line.new_probes().begin(), line.new_probes().end());
    }
  }

  absl::StatusOr<ExitCode> Run() {
    const uint64_t end = wishes_.options.seed + SeedsOf(wishes_.runs);
    uint64_t seed = wishes_.options.seed;
    while (seed < end && failures_ < kFailuresMax) {
      if (wishes_.resume) seed = FirstSeedMissing(file_.lines(), wishes_.like, seed);
      if (seed >= end) break;
      const absl::StatusOr<uint64_t> last =
          RunChunk(seed, std::min(SeedsOf(wishes_.chunk), end - seed));
      if (!last.ok()) return last.status();
      if (interrupts_.Pending()) return ExitCode::kInterrupted;
      seed = *last + 1;
    }
    return code_;
  }

 private:
  // So many seeds have that many runs, the last of them perhaps more than is asked for.
  uint64_t SeedsOf(uint64_t runs) const { return (runs - 1) / RunsPerSeed() + 1; }
  uint64_t RunsPerSeed() const { return props::RunsPerSeed(wishes_.options.strategy); }

  // The last seed that counts: that of the failure, if there is one. An interrupted chunk is not
  // written: its seeds are run again by --resume.
  absl::StatusOr<uint64_t> RunChunk(uint64_t seed, uint64_t seeds) {
    CampaignOptions options = wishes_.options;
    options.seed = seed;
    options.runs = seeds * RunsPerSeed();
    const absl::Time started = absl::Now();
    const auto campaign = RunCampaign(options, interrupts_, [](const Campaign&) {});
    if (!campaign.ok()) return campaign.status();
    if (!campaign->refused.empty()) return absl::InternalError(campaign->refused);
    if (interrupts_.Pending()) return seed;
    ResultLine line = LineOf(*campaign, seed, seed + seeds - 1, started);
    if (campaign->failure) {
      line.set_seed_last(campaign->failure->seed);
      const absl::Status status = AddFailure(*campaign->failure, line);
      if (!status.ok()) return status;
    }
    if (const absl::Status status = file_.Append(line); !status.ok()) return status;
    done_ += line.runs();
    err_ << done_ << " runs, " << cells_.size() << " states seen\n";
    return line.seed_last();
  }

  ResultLine LineOf(const Campaign& campaign, uint64_t first, uint64_t last, absl::Time started) {
    ResultLine line = wishes_.like;
    const Tally& tally = campaign.tally;
    line.set_seed_first(first);
    line.set_seed_last(last);
    line.set_runs(tally.runs());
    line.set_virtual_ms(tally.virtual_ms());
    line.set_events(tally.events());
    line.set_connections(tally.connections());
    line.set_lines_in(tally.lines_to_server());
    line.set_lines_out(tally.lines_to_clients());
    for (const FaultTally& kind : tally.faults()) {
      line.set_faults(line.faults() + kind.applied());
      line.set_effective_faults(line.effective_faults() + kind.effective());
    }
    line.set_started_unix_ms(absl::ToUnixMillis(started));
    line.set_wall_ms(absl::ToInt64Milliseconds(campaign.took));
    for (const uint32_t cell : campaign.cells) {
      if (cells_.insert(cell).second) line.add_new_cells(cell);
    }
    for (size_t i = 0; i < props::AllProbes().size(); ++i) {
      const std::string& name = props::AllProbes()[i].name;
      if (campaign.probes.test(i) && probes_.insert(name).second) line.add_new_probes(name);
    }
    return line;
  }

  absl::Status AddFailure(const Failure& failure, ResultLine& line) {
    ++failures_;
    FailureLine& out = *line.add_failures();
    out.set_seed(failure.seed);
    const std::string law = failure.death ? "crash" : failure.breach.law();
    const std::string rule = failure.death ? failure.death->cause : failure.breach.rule();
    out.set_law(law);
    out.set_rule(rule);
    out.set_kind(failure.death ? "crash" : failure.breach.kind());
    out.set_detail(failure.death ? failure.death->site : failure.breach.detail());
    const ExitCode code = failure.death ? ExitCode::kCrash : ExitCodeOfKind(failure.breach.kind());
    if (code_ == ExitCode::kHolds) code_ = code;
    err_ << "BROKEN: " << law << " (rule " << rule << ") by seed " << failure.seed << "\n";
    if (kept_.size() >= kKeptMax || !kept_.insert(law + "/" + rule).second) {
      return absl::OkStatus();
    }
    const absl::StatusOr<Kept> kept = Keep(failure, wishes_.keeping, interrupts_);
    if (!kept.ok()) return kept.status();
    out.set_scenario(kept->path.substr(kept->path.rfind('/') + 1));
    out.set_replay(ReplayCommandOf(*kept));
    return absl::OkStatus();
  }

  const Wishes& wishes_;
  ResultsFile& file_;
  std::ostream& err_;
  Interrupts interrupts_;
  std::set<uint32_t> cells_;
  std::set<std::string> probes_;
  std::set<std::string> kept_;  // "law/rule"
  uint64_t failures_ = 0;
  uint64_t done_ = 0;
  ExitCode code_ = ExitCode::kHolds;
};

absl::StatusOr<std::vector<ResultLine>> ReadAllResults(const std::vector<std::string>& paths) {
  std::vector<ResultLine> all;
  for (const std::string& path : paths) {
    const absl::StatusOr<std::string> text = ReadFile(path);
    if (!text.ok()) return text.status();
    const auto lines = ParseResults(*text);
    if (!lines.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": ", lines.status().message()));
    }
    all.insert(all.end(), lines->begin(), lines->end());
  }
  return all;
}

// What all pieces together have missed; nothing if none looked.
std::string ProbesInWords(const Summary& summary) {
  if (summary.probes.empty()) return "";
  Campaign campaign;
  campaign.tally.set_runs(summary.runs);
  for (size_t i = 0; i < props::AllProbes().size(); ++i) {
    if (summary.probes.count(props::AllProbes()[i].name) > 0) campaign.probes.set(i);
  }
  return InWords(MissedBy(campaign, ProbeRule::kReport));
}

}  // namespace

ExitCode RunPiece(const props::Trial& trial, Arguments arguments, std::ostream& out,
                  std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(trial, arguments);
  if (!wishes.ok()) return Complain(err, "campaign", wishes.status());
  absl::StatusOr<ResultsFile> file = ResultsFile::Open(wishes->results);
  if (!file.ok()) return Complain(err, "campaign", file.status());
  if (!wishes->resume && !file->lines().empty()) {
    return Complain(
        err, "campaign",
        absl::AlreadyExistsError(wishes->results + " has results: say --resume, or another file"));
  }
  const absl::StatusOr<ExitCode> code = Piece(*wishes, *file, err).Run();
  if (!code.ok()) return Complain(err, "campaign", code.status());
  out << SummaryInWords(Summarize(file->lines()));
  return *code;
}

ExitCode ReportCampaign(const props::Trial&, Arguments arguments, std::ostream& out,
                        std::ostream& err) {
  std::string html;
  std::string museum;
  std::vector<std::string> paths;
  Flags flags;
  flags.Text("html", &html);
  flags.Text("museum", &museum);
  absl::Status status = flags.Parse(arguments, &paths);
  if (status.ok() && paths.empty()) status = absl::InvalidArgumentError("needs a results FILE");
  if (!status.ok()) return Complain(err, "report", status);
  absl::StatusOr<std::vector<ResultLine>> lines = ReadAllResults(paths);
  if (!lines.ok()) return Complain(err, "report", lines.status());
  const Summary summary = Summarize(*std::move(lines));
  const std::string probes = ProbesInWords(summary);
  out << SummaryInWords(summary) << probes;
  if (html.empty()) return ExitCode::kHolds;
  absl::StatusOr<std::string> table = museum.empty() ? std::string() : ReadFile(museum);
  if (!table.ok()) return Complain(err, "report", table.status());
  status = WriteFileAtomically(html, CampaignPage(summary, probes, *table));
  return status.ok() ? ExitCode::kHolds : Complain(err, "report", status);
}

}  // namespace confab::tools
