// main() of the museum's exhibits: the server with one defect in it, and something that hunts it.
// Linked without a defect it is the reference.
//   serve                                         answer witnesses, stdin to stdout
//   hunt --patch FILE --source FILE --code FILE --strategy S --seeds 1,2,3 [--runs N]
//        [--for SPAN] [--reference PROGRAM] [--drawn ID] [--commit ID]
//                                                 a line of JSON for each seed
#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "props/laws/trial.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/museum/code_places.h"
#include "tools/museum/hunter.h"
#include "tools/museum/measurement.h"
#include "tools/museum/patch.h"
#include "tools/museum/source.h"

namespace confab::tools {
namespace {

struct Order {
  std::string patch, source, code, strategy, seeds, reference, drawn, commit;
  std::optional<uint64_t> runs;
  std::optional<absl::Duration> span;
};

absl::Status Parse(absl::Span<const std::string> words, Order& order) {
  Flags flags;
  flags.Text("patch", &order.patch);
  flags.Text("source", &order.source);
  flags.Text("code", &order.code);
  flags.Text("strategy", &order.strategy);
  flags.Text("seeds", &order.seeds);
  flags.Text("reference", &order.reference);
  flags.Text("drawn", &order.drawn);
  flags.Text("commit", &order.commit);
  flags.Number("runs", &order.runs);
  flags.Span("for", &order.span);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(words, &rest); !status.ok()) return status;
  if (rest.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("'", rest.front(), "' is no flag"));
}

absl::StatusOr<std::vector<uint64_t>> SeedsOf(const Order& order) {
  std::vector<uint64_t> seeds;
  for (const absl::string_view word : absl::StrSplit(order.seeds, ',')) {
    uint64_t seed = 0;
    if (!absl::SimpleAtoi(word, &seed) || seed == 0) {
      return absl::InvalidArgumentError("--seeds wants numbers from 1, with commas between");
    }
    seeds.push_back(seed);
  }
  return seeds;
}

// "props/mutants/NAME.patch"
std::string NameOf(const std::string& path) {
  const absl::string_view file = absl::string_view(path).substr(path.rfind('/') + 1);
  return std::string(file.substr(0, file.rfind('.')));
}

absl::StatusOr<PlantedDefect> DefectOf(const Order& order) {
  const absl::StatusOr<std::string> text = ReadFile(order.patch);
  if (!text.ok()) return text.status();
  absl::StatusOr<PlantedDefect> defect = ReadPatch(NameOf(order.patch), *text);
  if (!defect.ok()) return defect;
  if (props::FindLaw(props::ChatTrial(), defect->law) != nullptr) return defect;
  return absl::InvalidArgumentError(absl::StrCat(defect->name, ": no law '", defect->law, "'"));
}

absl::StatusOr<std::vector<uint64_t>> PlacesOf(const Order& order, const PlantedDefect& defect) {
  const absl::StatusOr<std::string> addresses = ReadFile(order.code);
  if (!addresses.ok()) return addresses.status();
  std::vector<uint64_t> places = CodeOfLines(*addresses, defect.file, defect.lines);
  if (!places.empty()) return places;
  const absl::StatusOr<std::string> source = ReadFile(order.source);
  if (!source.ok()) return source.status();
  places = CodeOfLines(*addresses, defect.file, LinesNaming(*source, defect.constants));
  if (!places.empty()) return places;
  return absl::NotFoundError(
      absl::StrCat("no code of ", defect.name, " in ", order.code,
                   "; it should be what `addr2line -a -i` says of this program"));
}

absl::Status HuntAll(const Order& order, const std::vector<uint64_t>& seeds, const Hunter& hunter,
                     HuntPlan plan) {
  for (const uint64_t seed : seeds) {
    plan.seed = seed;
    absl::StatusOr<Measurement> measurement = hunter.Hunt(plan);
    if (!measurement.ok()) return measurement.status();
    measurement->set_drawn(order.drawn);
    measurement->set_commit(order.commit);
    std::cout << LineOf(*measurement) << std::flush;
  }
  return absl::OkStatus();
}

absl::Status Hunt(absl::Span<const std::string> words) {
  Order order;
  if (absl::Status status = Parse(words, order); !status.ok()) return status;
  const absl::StatusOr<std::vector<uint64_t>> seeds = SeedsOf(order);
  if (!seeds.ok()) return seeds.status();
  const absl::StatusOr<PlantedDefect> defect = DefectOf(order);
  if (!defect.ok()) return defect.status();
  const absl::StatusOr<std::vector<uint64_t>> places = PlacesOf(order, *defect);
  if (!places.ok()) return places.status();
  const auto source = Source::Create(order.strategy, 1, props::ChatTrial());
  if (!source.ok()) return source.status();
  std::unique_ptr<Reference> reference;
  if (!order.reference.empty()) {
    auto started = Reference::Start(order.reference);
    if (!started.ok()) return started.status();
    reference = *std::move(started);
  }
  HuntPlan plan{defect->law, order.strategy};
  plan.reference = reference.get();
  if (order.runs) plan.runs_max = *order.runs;
  if (order.span) plan.core_time_max = *order.span;
  return HuntAll(order, *seeds, Hunter(*defect, *places, props::ChatTrial()), plan);
}

int Run(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "serve") {
    ServeWitnesses(props::ChatTrial(), 0, 1);
    return 0;
  }
  if (words.empty() || words[0] != "hunt") {
    std::cerr << "exhibit: say `hunt` or `serve`; tools/dev museum does\n";
    return 2;
  }
  const absl::Status status = Hunt(absl::Span<const std::string>(words).subspan(1));
  if (status.ok()) return 0;
  std::cerr << "exhibit: " << status.message() << "\n";
  return 2;
}

}  // namespace
}  // namespace confab::tools

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> words(argv + 1, argv + argc);
  return confab::tools::Run(words);
}
