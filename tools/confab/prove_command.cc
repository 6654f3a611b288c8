#include "tools/confab/prove_command.h"

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/json.h"
#include "tools/confab/kept.h"
#include "tools/confab/proof.h"

namespace confab::tools {
namespace {

constexpr uint64_t kJobsMax = 256;
constexpr absl::Duration kProgressEvery = absl::Seconds(2);

struct Wishes {
  ProofOptions proof;
  absl::Duration shrink_for = absl::Seconds(30);
  absl::Duration explain_for = absl::Seconds(10);
  std::string folder = "/tmp/confab-findings";
  std::string json;
};

struct Given {
  std::vector<std::string> laws;
  std::string strategy;
  std::string reduction;
  std::optional<uint64_t> clients, length, jobs;
  std::optional<absl::Duration> shrink_for;
  bool no_shrink = false;
  bool no_explain = false;
};

absl::Status ParseFlags(Arguments arguments, Given& given, Wishes& wishes) {
  Flags flags;
  flags.Repeated("law", &given.laws);
  flags.Text("strategy", &given.strategy);
  flags.Repeated("world", &wishes.proof.choice.names);
  flags.Switch("all", &wishes.proof.choice.all);
  flags.Number("clients", &given.clients);
  flags.Number("length", &given.length);
  flags.Text("reduction", &given.reduction);
  flags.Number("jobs", &given.jobs);
  flags.Span("shrink-for", &given.shrink_for);
  flags.Switch("no-shrink", &given.no_shrink);
  flags.Switch("no-explain", &given.no_explain);
  flags.Text("out", &wishes.folder);
  flags.Text("json", &wishes.json);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(arguments, &rest); !status.ok()) return status;
  if (rest.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("'", rest.front(), "' is no flag"));
}

uint32_t Small(std::optional<uint64_t> number, uint32_t otherwise) {
  return static_cast<uint32_t>(std::min<uint64_t>(number.value_or(otherwise), UINT32_MAX));
}

absl::Status CheckChoice(const Given& given, const props::WorldChoice& choice) {
  if (choice.all && !choice.names.empty()) {
    return absl::InvalidArgumentError("--all is instead of --world");
  }
  if (!choice.all && (given.clients || given.length)) {
    return absl::InvalidArgumentError("--clients and --length go with --all");
  }
  if (given.reduction.empty() || given.reduction == "states" || given.reduction == "none") {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("--reduction is states or none");
}

absl::StatusOr<Wishes> WishesOf(const props::Trial& trial, Arguments arguments) {
  Given given;
  Wishes wishes;
  if (&trial != &props::ChatTrial()) {
    return absl::InvalidArgumentError("the worlds of --strategy exhaustive are the chat server's");
  }
  if (absl::Status status = ParseFlags(arguments, given, wishes); !status.ok()) return status;
  auto laws = LawsNamed(trial, given.laws);
  if (!laws.ok()) return laws.status();
  ProofOptions& proof = wishes.proof;
  if (absl::Status status = CheckChoice(given, proof.choice); !status.ok()) return status;
  const uint64_t jobs = given.jobs.value_or(std::max(1u, std::thread::hardware_concurrency()));
  if (jobs < 1 || jobs > kJobsMax) {
    return absl::InvalidArgumentError(absl::StrCat("--jobs must be from 1 to ", kJobsMax));
  }
  proof.laws = *std::move(laws);
  proof.choice.clients = Small(given.clients, proof.choice.clients);
  proof.choice.length = Small(given.length, proof.choice.length);
  proof.unreduced = given.reduction == "none";
  proof.jobs = static_cast<int>(jobs);
  proof.trial = &trial;
  if (given.shrink_for) wishes.shrink_for = *given.shrink_for;
  if (given.no_shrink) wishes.shrink_for = absl::ZeroDuration();
  if (given.no_shrink || given.no_explain) wishes.explain_for = absl::ZeroDuration();
  return wishes;
}

// A line for a world, or for all.
std::string Row(const std::string& name, const Proof& proof) {
  return absl::StrFormat("  %-22s %13d %9d %9d %9d %7d %9d%s\n", name, proof.interleavings(),
                         proof.executed(), proof.states(), proof.merged(), proof.outcomes(),
                         proof.rechecked(), proof.unreduced() ? "  (no reduction)" : "");
}

Proof SumOf(const std::vector<Proof>& proofs) {
  Proof sum;
  for (const Proof& proof : proofs) {
    sum.set_interleavings(sum.interleavings() + proof.interleavings());
    sum.set_executed(sum.executed() + proof.executed());
    sum.set_states(sum.states() + proof.states());
    sum.set_merged(sum.merged() + proof.merged());
    sum.set_outcomes(sum.outcomes() + proof.outcomes());
    sum.set_rechecked(sum.rechecked() + proof.rechecked());
  }
  return sum;
}

std::string TableOf(const ProofOptions& options, const ProofReport& report) {
  std::string out =
      absl::StrFormat("\n  %-22s %13s %9s %9s %9s %7s %9s\n", "world", "interleavings", "executed",
                      "states", "met again", "ends", "rechecked");
  for (const Proof& proof : report.proofs) {
    if (!options.choice.all) out += Row(proof.name(), proof);
  }
  out += Row(absl::StrCat(report.proofs.size(), " of ", report.worlds), SumOf(report.proofs));
  const int64_t ms = absl::ToInt64Milliseconds(report.took);
  absl::StrAppendFormat(&out, "  in %d.%03d s by %d jobs\n", ms / 1000, ms % 1000, options.jobs);
  return out;
}

bool IsComplete(const ProofReport& report) {
  return report.proofs.size() == report.worlds &&
         std::all_of(report.proofs.begin(), report.proofs.end(),
                     [](const Proof& proof) { return proof.complete(); });
}

std::string VerdictOf(const Wishes& wishes, const ProofReport& report,
                      const std::optional<Kept>& kept) {
  if (kept) {
    const Proof* last = report.proofs.empty() ? nullptr : &report.proofs.back();
    const bool known = last != nullptr && last->world() + 1 == kept->seed;
    return absl::StrCat(InWords(*kept), "\n  world     ", known ? last->name() : "", " (run ",
                        kept->ordinal, " of it)\n");
  }
  if (!IsComplete(report)) return "interrupted; no law was broken\n";
  return absl::StrCat("complete: every interleaving of ",
                      report.worlds == 1 ? "this world" : "these worlds", " obeys ",
                      wishes.proof.laws.size() == 1 ? "the law" : "all laws", "\n");
}

std::string JsonOf(const Kept& kept) {
  JsonObject failure;
  failure.Text("law", kept.fingerprint.law);
  failure.Text("rule", kept.fingerprint.rule);
  failure.Text("kind", kept.kind);
  failure.Text("scenario", kept.path);
  failure.Unsigned("runs", kept.runs);
  failure.Unsigned("seed", kept.seed);
  failure.Unsigned("ordinal", kept.ordinal);
  failure.Text("from", kept.drawn.from().generator());
  failure.Text("detail", kept.detail);
  failure.Number("actions", kept.scenario.action_size());
  failure.Text("replay", ReplayCommandOf(kept));
  return failure.text();
}

std::string JsonOf(const Proof& proof) {
  JsonObject world;
  world.Text("world", proof.name());
  world.Unsigned("interleavings", proof.interleavings());
  world.Unsigned("executed", proof.executed());
  world.Unsigned("covered", proof.covered());
  world.Unsigned("states", proof.states());
  world.Unsigned("met_again", proof.merged());
  world.Unsigned("ends", proof.outcomes());
  world.Unsigned("rechecked", proof.rechecked());
  world.Unsigned("rechecked_runs", proof.rechecked_runs());
  world.Text("reduction", proof.unreduced() ? "none" : "states");
  return world.text();
}

std::string ReportInJson(const Wishes& wishes, const ProofReport& report,
                         const std::optional<Kept>& kept, ExitCode code) {
  std::vector<std::string> failures;
  if (kept) failures.push_back(JsonOf(*kept));
  std::vector<std::string> worlds;
  for (const Proof& proof : report.proofs) worlds.push_back(JsonOf(proof));
  JsonObject json;
  json.Value("failures", JsonList(failures));
  json.Number("exit_code", static_cast<int>(code));
  json.Unsigned("laws", wishes.proof.laws.size());
  json.Text("strategy", "exhaustive");
  json.Unsigned("runs", kept ? kept->runs : SumOf(report.proofs).executed());
  json.Number("wall_ms", absl::ToInt64Milliseconds(report.took));
  json.Value("complete", IsComplete(report) && !kept ? "true" : "false");
  json.Value("worlds", JsonList(worlds));
  return json.text() + "\n";
}

ExitCode CodeOf(const ProofReport& report, const std::optional<Kept>& kept, bool interrupted) {
  if (interrupted) return ExitCode::kInterrupted;
  if (!kept) return ExitCode::kHolds;
  return report.failure->death ? ExitCode::kCrash : ExitCodeOfKind(kept->kind);
}

}  // namespace

bool AskForProof(Arguments arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--strategy=exhaustive") return true;
    const bool next = arguments[i] == "--strategy" && i + 1 < arguments.size();
    if (next && arguments[i + 1] == "exhaustive") return true;
  }
  return false;
}

ExitCode ExploreWorlds(const props::Trial& trial, Arguments arguments, std::ostream& out,
                       std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(trial, arguments);
  if (!wishes.ok()) return Complain(err, "explore", wishes.status());
  Interrupts interrupts;
  absl::Duration shown_at;
  const auto progress = [&](const ProofReport& so_far) {
    if (so_far.took - shown_at < kProgressEvery) return;
    shown_at = so_far.took;
    err << so_far.proofs.size() << " of " << so_far.worlds << " worlds" << std::endl;
  };
  const absl::StatusOr<ProofReport> report = ProveWorlds(wishes->proof, interrupts, progress);
  if (!report.ok()) return Complain(err, "explore", report.status());
  if (!report->refused.empty()) {
    return Complain(err, "explore", absl::InternalError(report->refused));
  }
  std::optional<Kept> kept;
  if (report->failure) {
    err << "a law is broken in world " << report->failure->seed << "; keeping the scenario\n";
    const KeepOptions keep = {wishes->proof.laws, wishes->folder, wishes->shrink_for,
                              wishes->explain_for, &trial};
    auto keeping = Keep(*report->failure, keep, interrupts);
    if (!keeping.ok()) return Complain(err, "explore", keeping.status());
    kept = *std::move(keeping);
  }
  const ExitCode code = CodeOf(*report, kept, interrupts.Pending());
  out << VerdictOf(*wishes, *report, kept) << TableOf(wishes->proof, *report);
  if (wishes->json.empty()) return code;
  const absl::Status status =
      WriteFileAtomically(wishes->json, ReportInJson(*wishes, *report, kept, code));
  return status.ok() ? code : Complain(err, "explore", status);
}

ExitCode ListWorlds(const props::Trial&, Arguments arguments, std::ostream& out,
                    std::ostream& err) {
  std::vector<std::string> rest;
  const absl::Status status = Flags().Parse(arguments, &rest);
  if (!status.ok()) return Complain(err, "worlds", status);
  if (!rest.empty()) {
    return Complain(err, "worlds", absl::InvalidArgumentError("takes no arguments"));
  }
  for (const props::WorldText& text : props::Library()) {
    const uint64_t orders = props::InterleavingsOf(props::WorldOf(text));
    out << absl::StrFormat("%-24s %6d  %s\n", text.name, orders, text.about);
  }
  return ExitCode::kHolds;
}

}  // namespace confab::tools
