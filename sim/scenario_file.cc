#include "sim/scenario_file.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "sim/script.h"

namespace confab::sim {
namespace {

using ::google::protobuf::TextFormat;

constexpr char kHeader[] =
    "# proto-file: sim/scenario.proto\n"
    "# proto-message: confab.sim.Scenario\n";

// Keeps the first error only: one clear line.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat("line ", line + 1, ":", column + 1, ": ", message);
  }
  void AddWarning(int, int, const std::string&) override {}
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// The format of a text that this program may be too old to read; 0 if it states none.
uint32_t StatedFormat(const std::string& text) {
  FirstError silent;
  TextFormat::Parser parser;
  parser.AllowUnknownField(true);
  parser.RecordErrorsTo(&silent);
  Scenario scenario;
  parser.ParseFromString(text, &scenario);
  return scenario.format();
}

}  // namespace

absl::StatusOr<Scenario> ParseScenario(std::string_view text) {
  const std::string input(text);
  if (const uint32_t format = StatedFormat(input); format > kScenarioFormat) {
    return absl::InvalidArgumentError(absl::StrCat("format ", format, " is newer than this program",
                                                   " understands (", kScenarioFormat, ")"));
  }
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  Scenario scenario;
  if (!parser.ParseFromString(input, &scenario)) return absl::InvalidArgumentError(error.text());
  if (scenario.format() == 0) return absl::InvalidArgumentError("no format is stated");
  return scenario;
}

std::string CanonicalText(const Scenario& scenario) {
  TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(false);
  std::string body;
  printer.PrintToString(scenario, &body);
  return kHeader + body;
}

}  // namespace confab::sim
