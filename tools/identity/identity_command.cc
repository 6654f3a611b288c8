#include "tools/identity/identity_command.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "props/gen/profile.h"
#include "sim/hash128.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/identity/trail.h"

namespace confab::tools {
namespace {

constexpr uint64_t kSeedsMax = 10'000;

struct Wishes {
  std::vector<std::string> files;
  std::string seeds, profile, save, against, way;
  bool once = false;
};

absl::StatusOr<Wishes> WishesOf(absl::Span<const std::string> arguments) {
  Wishes wishes;
  Flags flags;
  flags.Text("seeds", &wishes.seeds);
  flags.Text("profile", &wishes.profile);
  flags.Text("save", &wishes.save);
  flags.Text("against", &wishes.against);
  flags.Text("way", &wishes.way);
  flags.Switch("once", &wishes.once);
  if (absl::Status status = flags.Parse(arguments, &wishes.files); !status.ok()) return status;
  if (wishes.profile.empty()) wishes.profile = "mixed";
  if (wishes.way.empty()) wishes.way = "this process";
  if (!wishes.files.empty() || !wishes.seeds.empty()) return wishes;
  return absl::InvalidArgumentError("needs a FILE, or --seeds");
}

absl::Status AddSeeds(const IdentitySubject& subject, const Wishes& wishes,
                      std::vector<IdentityCase>& cases) {
  if (wishes.seeds.empty()) return absl::OkStatus();
  const std::optional<props::Profile> profile = props::ParseProfile(wishes.profile);
  if (!profile) return absl::InvalidArgumentError("no profile '" + wishes.profile + "'");
  const std::pair<std::string, std::string> ends =
      absl::StrSplit(wishes.seeds, absl::MaxSplits("..", 1));
  uint64_t first = 0;
  uint64_t last = 0;
  const bool fine = absl::SimpleAtoi(ends.first, &first) && absl::SimpleAtoi(ends.second, &last);
  if (!fine || first > last || last - first >= kSeedsMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("--seeds needs FIRST..LAST, at most ", kSeedsMax, " of them"));
  }
  for (uint64_t seed = first; seed <= last; ++seed) {
    cases.push_back({absl::StrCat(wishes.profile, "-", seed), subject.generate(seed, *profile),
                     Trail(), 0, false});
  }
  return absl::OkStatus();
}

// A file's name without folders, so that one folder can hold the trails of all.
std::string NameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

absl::StatusOr<std::vector<IdentityCase>> CasesOf(const IdentitySubject& subject,
                                                  const Wishes& wishes) {
  std::vector<IdentityCase> cases;
  for (const std::string& file : wishes.files) {
    absl::StatusOr<sim::Scenario> scenario = ReadScenario(file);
    if (!scenario.ok()) return scenario.status();
    cases.push_back({NameOf(file), *std::move(scenario), Trail(), 0, false});
  }
  if (absl::Status status = AddSeeds(subject, wishes, cases); !status.ok()) return status;
  return cases;
}

std::string TrailPath(const std::string& folder, const IdentityCase& one) {
  return absl::StrCat(folder, "/", one.name, ".trail");
}

absl::Status Save(const std::string& folder, const Repetition& repetition) {
  if (absl::Status status = MakeDirectory(folder); !status.ok()) return status;
  for (const IdentityCase& one : repetition.cases()) {
    absl::Status status =
        WriteFileAtomically(TrailPath(folder, one), one.first.SerializeAsString());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CompareWith(const std::string& folder, Repetition& repetition) {
  for (size_t i = 0; i < repetition.cases().size(); ++i) {
    const std::string path = TrailPath(folder, repetition.cases()[i]);
    const absl::StatusOr<std::string> bytes = ReadFile(path);
    if (!bytes.ok()) return bytes.status();
    Trail other;
    if (!other.ParseFromString(*bytes)) return absl::DataLossError(path + ": is no trail");
    repetition.Compare(i, other);
  }
  return absl::OkStatus();
}

absl::Status RunAll(const Wishes& wishes, Repetition& repetition) {
  absl::Status status = repetition.RunFirst();
  if (status.ok() && !wishes.save.empty()) status = Save(wishes.save, repetition);
  if (status.ok() && !wishes.against.empty()) status = CompareWith(wishes.against, repetition);
  if (status.ok() && !wishes.once) status = repetition.RunAgain();
  return status;
}

std::string Summary(const IdentityCase& one) {
  const int steps = one.first.step_size();
  sim::Hash128 chain;
  if (steps > 0) {
    const TrailStep& last = one.first.step(steps - 1);
    chain = {last.chain_high(), last.chain_low()};
  }
  return absl::StrCat(one.first.trace_hash(), " ", chain.Hex(), " ", one.runs, " ", one.name, "\n");
}

ExitCode Refuse(std::ostream& err, const absl::Status& status) {
  err << "confab identity: " << status.message() << "; `confab identity --help` tells more\n";
  return ExitCode::kUsage;
}

}  // namespace

ExitCode Identity(const IdentitySubject& subject, absl::Span<const std::string> arguments,
                  std::ostream& out, std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Refuse(err, wishes.status());
  absl::StatusOr<std::vector<IdentityCase>> cases = CasesOf(subject, *wishes);
  if (!cases.ok()) return Refuse(err, cases.status());
  bool diverged = false;
  Repetition repetition(subject.create, *std::move(cases), wishes->way,
                        [&](const IdentityCase& one, const Trail& other, int step) {
                          diverged = true;
                          out << one.name << ":1: identity: two runs of one scenario differ\n"
                              << DivergenceInWords(one.first, other, step);
                        });
  if (const absl::Status status = RunAll(*wishes, repetition); !status.ok()) {
    return Refuse(err, status);
  }
  for (const IdentityCase& one : repetition.cases()) {
    if (!one.diverged) out << Summary(one);
  }
  return diverged ? ExitCode::kDeterminism : ExitCode::kHolds;
}

}  // namespace confab::tools
