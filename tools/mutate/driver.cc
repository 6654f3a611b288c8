#include "tools/mutate/driver.h"

#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tools/confab/exit_code.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/mutate/equivalents.h"
#include "tools/mutate/hunt.h"
#include "tools/mutate/mutation.h"
#include "tools/mutate/results.h"
#include "tools/mutate/scenes.h"
#include "tools/mutate/score.h"

namespace confab::mutate {
namespace {

using tools::ExitCode;

struct Options {
  std::string mutants;      // the list that the instrumented sources came with
  std::string equivalents;  // the explained ones
  std::string results;      // JSON lines, which grow
  std::string table;        // where the score goes as Markdown
  std::vector<std::string> files;
  std::vector<std::string> lines;   // FILE:FROM-TO
  std::vector<std::string> corpus;  // kept scenarios
  std::optional<uint64_t> jobs;
  std::optional<uint64_t> budget;
  bool list = false;
  bool explained = false;  // try those, too
};

absl::Status Parse(const std::vector<std::string>& words, Options& options) {
  tools::Flags flags;
  flags.Text("mutants", &options.mutants);
  flags.Text("equivalents", &options.equivalents);
  flags.Text("json", &options.results);
  flags.Text("table", &options.table);
  flags.Repeated("file", &options.files);
  flags.Repeated("lines", &options.lines);
  flags.Number("jobs", &options.jobs);
  flags.Number("budget", &options.budget);
  flags.Switch("list", &options.list);
  flags.Switch("explained", &options.explained);
  return flags.Parse(words, &options.corpus);
}

// FILE:FROM-TO
bool IsInside(const Mutant& mutant, const std::string& lines) {
  const std::vector<std::string> part = absl::StrSplit(lines, absl::ByAnyChar(":-"));
  int from = 0;
  int to = 0;
  if (part.size() != 3 || !absl::SimpleAtoi(part[1], &from) || !absl::SimpleAtoi(part[2], &to)) {
    return false;
  }
  return mutant.file == part[0] && from <= mutant.line && mutant.line <= to;
}

// A file, or a folder with everything below.
bool IsOf(const Mutant& mutant, const std::string& file) {
  return mutant.file == file || absl::StartsWith(mutant.file, file + "/");
}

bool IsWanted(const Mutant& mutant, const Options& options) {
  if (options.files.empty() && options.lines.empty()) return true;
  for (const std::string& file : options.files) {
    if (IsOf(mutant, file)) return true;
  }
  for (const std::string& lines : options.lines) {
    if (IsInside(mutant, lines)) return true;
  }
  return false;
}

// A line on stderr now and then.
class Progress {
 public:
  Progress(std::string_view what, size_t all) : what_(what), all_(all) {}

  void Tell(size_t done, const std::string& more) {
    const absl::Time now = absl::Now();
    if (now < next_) return;
    next_ = now + absl::Seconds(5);
    const absl::Duration left =
        done == 0 ? absl::ZeroDuration()
                  : (now - began_) * (static_cast<double>(all_ - done) / static_cast<double>(done));
    std::cerr << "mutate: " << done << " of " << all_ << " " << what_ << more << ", about "
              << absl::ToInt64Seconds(left) << " s left\n";
  }

 private:
  std::string what_;
  size_t all_;
  absl::Time began_ = absl::Now();
  absl::Time next_ = began_ + absl::Seconds(2);
};

// Everything of one run of the program.
class Session {
 public:
  Session(Options options, const props::Trial& trial)
      : options_(std::move(options)),
        trial_(&trial),
        budget_(static_cast<int>(options_.budget.value_or(2'000))),
        results_(options_.results, BuildHash()) {}

  absl::StatusOr<ExitCode> Run() {
    if (absl::Status status = ReadTables(); !status.ok()) return status;
    if (options_.list) return List();
    if (absl::Status status = TryAll(); !status.ok()) {
      if (!absl::IsCancelled(status)) return status;
      std::cout << "interrupted; what is known is in " << options_.results << "\n";
      return ExitCode::kInterrupted;
    }
    return Report();
  }

 private:
  absl::Status ReadTables() {
    const absl::StatusOr<std::string> list = tools::ReadFile(options_.mutants);
    if (!list.ok()) return list.status();
    absl::StatusOr<std::vector<Mutant>> all = ReadMutants(*list);
    if (!all.ok()) return all.status();
    if (absl::Status status = ReadEquivalents(*all); !status.ok()) return status;
    for (Mutant& mutant : *all) {
      if (IsWanted(mutant, options_)) mutants_.push_back(std::move(mutant));
    }
    return absl::OkStatus();
  }

  absl::Status ReadEquivalents(const std::vector<Mutant>& all) {
    if (options_.equivalents.empty()) return absl::OkStatus();
    const absl::StatusOr<std::string> text = tools::ReadFile(options_.equivalents);
    if (!text.ok()) return text.status();
    absl::StatusOr<Equivalents> read = Equivalents::Read(*text);
    if (!read.ok()) return read.status();
    equivalents_ = *std::move(read);
    const std::vector<std::string> stale = equivalents_.Stale(all);
    if (stale.empty()) return absl::OkStatus();
    return absl::FailedPreconditionError(absl::StrCat(
        options_.equivalents,
        ": no such mutant (any more); explain its successor, or remove: ", stale.front()));
  }

  ExitCode List() const {
    for (const Mutant& mutant : mutants_) {
      std::cout << mutant.Place() << ": " << mutant.kind << ": " << mutant.Key() << "\n";
    }
    std::cout << mutants_.size() << " mutants\n";
    return ExitCode::kHolds;
  }

  // Those without a verdict of this build, less what is explained.
  std::vector<Mutant> Unknown() const {
    std::vector<Mutant> unknown;
    for (const Mutant& mutant : mutants_) {
      if (!options_.explained && equivalents_.ReasonOf(mutant) != nullptr) continue;
      if (results_.Find(mutant, budget_) == nullptr) unknown.push_back(mutant);
    }
    return unknown;
  }

  absl::Status TryAll() {
    const std::vector<Mutant> unknown = Unknown();
    if (unknown.empty()) return absl::OkStatus();
    absl::StatusOr<Scenes> scenes = Scenes::Load(options_.corpus, budget_, *trial_);
    if (!scenes.ok()) return scenes.status();
    Progress watching("scenarios watched without a mutant", scenes->size());
    absl::Status status = scenes->Watch(unknown, [&](size_t done) {
      watching.Tell(done, "");
      return !interrupts_.Pending();
    });
    if (!status.ok()) return status;
    return Hunting(*scenes, unknown);
  }

  absl::Status Hunting(const Scenes& scenes, const std::vector<Mutant>& unknown) {
    Progress progress("mutants tried", unknown.size());
    size_t done = 0;
    size_t killed = 0;
    Hunt hunt(scenes, results_, static_cast<int>(options_.jobs.value_or(1)), budget_);
    return hunt.Run(unknown, [&](const Result* result) {
      if (result != nullptr) ++done;
      if (result != nullptr && IsKill(result->verdict())) ++killed;
      progress.Tell(done, absl::StrCat(", ", killed, " killed"));
      return !interrupts_.Pending();
    });
  }

  absl::StatusOr<ExitCode> Report() const {
    Score score;
    for (const Mutant& mutant : mutants_) {
      const Result* result = results_.Find(mutant, budget_);
      score.Add(mutant, result == nullptr ? Result() : *result, equivalents_.ReasonOf(mutant));
    }
    std::cout << score.Survivors() << score.Table();
    if (!options_.table.empty()) {
      absl::Status status = tools::WriteFileAtomically(options_.table, score.Table());
      if (!status.ok()) return status;
    }
    for (const std::string& refuted : score.refuted()) {
      std::cout << "wrongly explained: " << refuted << "\n";
    }
    return score.IsFull() && score.refuted().empty() ? ExitCode::kHolds : ExitCode::kSafety;
  }

  Options options_;
  const props::Trial* trial_;
  int budget_;
  Results results_;
  Equivalents equivalents_;
  std::vector<Mutant> mutants_;
  tools::Interrupts interrupts_;
};

}  // namespace

tools::ExitCode Drive(const std::vector<std::string>& words, const props::Trial& trial) {
  Options options;
  absl::Status status = Parse(words, options);
  if (status.ok()) {
    const absl::StatusOr<ExitCode> code = Session(std::move(options), trial).Run();
    if (code.ok()) return *code;
    status = code.status();
  }
  std::cerr << "mutate: " << std::string(status.message()) << "\n";
  return ExitCode::kUsage;
}

}  // namespace confab::mutate
