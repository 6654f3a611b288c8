// Measures what the project promises of its speed and memory: `tools/dev bench`.
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/bench/figures.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

constexpr char kHelp[] =
    "Usage: bench [--json FILE] [--only KEY]\n\n"
    "Measures speed and memory on one core of this machine, in processor time; best of three.\n"
    "Says `below` where a figure is worse than promised; that is no error.\n";

std::string Written(double value) {
  return value < 100 ? absl::StrFormat("%.3f", value) : absl::StrFormat("%.0f", value);
}

double Show(const Figure& figure) {
  const double value = figure.measure();
  const bool kept = figure.more_is_better ? value >= figure.promise : value <= figure.promise;
  std::cout << absl::StrFormat("%-28s %12s %-6s promised %s %-9s %-6s %s\n",
                               std::string(figure.key), Written(value), std::string(figure.unit),
                               figure.more_is_better ? ">=" : "<=", Written(figure.promise),
                               kept ? "" : "below", std::string(figure.meaning))
            << std::flush;
  return value;
}

int Complain(const absl::Status& status) {
  std::cerr << "bench: " << status.message() << "\n";
  return 2;
}

int Run(const std::vector<std::string>& arguments) {
  std::string json;
  std::string only;
  bool help = false;
  Flags flags;
  flags.Text("json", &json);
  flags.Text("only", &only);
  flags.Switch("help", &help);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(arguments, &rest); !status.ok()) return Complain(status);
  if (!rest.empty()) {
    return Complain(absl::InvalidArgumentError(absl::StrCat("'", rest[0], "' is no flag")));
  }
  if (help) {
    std::cout << kHelp;
    return 0;
  }
  JsonObject report;
  bool any = false;
  for (const Figure& figure : AllFigures()) {
    if (!only.empty() && only != figure.key) continue;
    report.Value(figure.key, Written(Show(figure)));
    any = true;
  }
  if (!any) return Complain(absl::InvalidArgumentError(absl::StrCat("no figure '", only, "'")));
  if (json.empty()) return 0;
  const absl::Status status = WriteFileAtomically(json, report.text() + "\n");
  return status.ok() ? 0 : Complain(status);
}

}  // namespace
}  // namespace confab::tools

int main(int argc, char** argv) {
  return confab::tools::Run(std::vector<std::string>(argv + 1, argv + argc));
}
