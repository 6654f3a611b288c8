// Writes a source with all its mutants in it, and the list of them.
//   instrument SOURCE OUTPUT LIST FIRST_ID
// What does not compile is taken out again and counted: libclang says where the errors are.

#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/mutate/edit.h"
#include "tools/mutate/planner.h"
#include "tools/mutate/syntax.h"

namespace confab::mutate {
namespace {

constexpr std::string_view kInclude = "#include \"tools/mutate/selector.h\"\n";

const std::vector<std::string>& Arguments() {
  static const auto* const arguments =
      new std::vector<std::string>{"-std=c++20", "-xc++", "-I.", "-w", "-ferror-limit=0"};
  return *arguments;
}

struct Instrumented {
  std::string text;
  std::vector<Mutant> mutants;
  size_t dropped = 0;
};

// The narrowest edit around an error, or else the next one behind it (an error may be reported at
// the beginning of a call), or the number of edits if there is none.
size_t CulpritOf(const SourceError& error, const std::vector<Range>& spans) {
  size_t culprit = spans.size();
  size_t next = spans.size();
  for (size_t place : error.places) {
    if (place < kInclude.size()) continue;
    place -= kInclude.size();
    for (size_t i = 0; i < spans.size(); ++i) {
      if (spans[i].Contains(static_cast<uint32_t>(place))) {
        if (culprit == spans.size() || spans[i].size() <= spans[culprit].size()) culprit = i;
      } else if (spans[i].begin > place) {
        if (next == spans.size() || spans[i].begin < spans[next].begin) next = i;
      }
    }
  }
  return culprit == spans.size() ? next : culprit;
}

// Takes out the edits that do not compile; an error that no edit explains is one.
absl::Status DropCulprits(const std::vector<SourceError>& errors, const std::vector<Range>& spans,
                          Instrumented& result, std::vector<Edit>& edits) {
  std::vector<bool> guilty(edits.size() + 1, false);
  for (const SourceError& error : errors) {
    const size_t culprit = CulpritOf(error, spans);
    if (culprit == spans.size()) return absl::InternalError(error.message);
    guilty[culprit] = true;
  }
  std::vector<Edit> kept;
  for (size_t i = 0; i < edits.size(); ++i) {
    if (!guilty[i]) {
      kept.push_back(std::move(edits[i]));
      continue;
    }
    result.dropped += edits[i].mutants.size();
    for (const Mutant& mutant : edits[i].mutants) {
      std::clog << mutant.Place() << ": does not compile: " << mutant.original << " -> "
                << mutant.mutated << "\n";
    }
  }
  edits = std::move(kept);
  return absl::OkStatus();
}

absl::StatusOr<Instrumented> Instrument(const std::string& path, int first_id) {
  constexpr int kRoundsMax = 20;
  const absl::StatusOr<Source> source = Source::Parse(path, Arguments());
  if (!source.ok()) return source.status();
  for (const SourceError& error : source->Errors()) return absl::InternalError(error.message);
  std::vector<Edit> edits = PlanMutants(*source, path);
  Instrumented result;
  for (int round = 0; round < kRoundsMax; ++round) {
    Rendered rendered = Render(source->text(), edits, first_id);
    result.text = std::string(kInclude) + rendered.text;
    result.mutants = std::move(rendered.mutants);
    const absl::StatusOr<Source> again = Source::ParseText(path, result.text, Arguments());
    if (!again.ok()) return again.status();
    const std::vector<SourceError> errors = again->Errors();
    if (errors.empty()) return result;
    const absl::Status status = DropCulprits(errors, rendered.spans, result, edits);
    if (!status.ok()) return status;
  }
  return absl::InternalError("its mutants do not compile, whatever is taken out");
}

bool Write(const char* path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  return static_cast<bool>(file << text << std::flush);
}

int Main(char** argument) {
  int first_id = 0;
  if (!absl::SimpleAtoi(argument[4], &first_id)) return 2;
  const absl::StatusOr<Instrumented> result = Instrument(argument[1], first_id);
  if (!result.ok()) {
    std::cerr << argument[1] << ": " << std::string(result.status().message()) << "\n";
    return 1;
  }
  return Write(argument[2], result->text) && Write(argument[3], WriteMutants(result->mutants)) ? 0
                                                                                               : 1;
}

}  // namespace
}  // namespace confab::mutate

int main(int argc, char** argv) {
  if (argc == 5) return confab::mutate::Main(argv);
  std::cerr << "usage: instrument SOURCE OUTPUT LIST FIRST_ID\n";
  return 2;
}
