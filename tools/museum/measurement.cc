#include "tools/museum/measurement.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

std::string JsonOf(const Found& found) {
  JsonObject object;
  object.Unsigned("run", found.run());
  object.Unsigned("virtual_ms", found.virtual_ms());
  object.Unsigned("core_us", found.core_us());
  object.Text("law", found.law());
  object.Text("rule", found.rule());
  return object.text();
}

}  // namespace

std::string LineOf(const Measurement& it) {
  JsonObject object;
  object.Text("defect", it.defect());
  object.Text("patch", it.patch());
  object.Text("law", it.law());
  object.Text("strategy", it.strategy());
  object.Text("drawn", it.drawn());
  object.Text("commit", it.commit());
  object.Unsigned("seed", it.seed());
  object.Unsigned("budget", it.budget());
  object.Text("stopped", it.stopped());
  object.Unsigned("runs", it.runs());
  object.Unsigned("virtual_ms", it.virtual_ms());
  object.Unsigned("core_us", it.core_us());
  object.Unsigned("all_core_us", it.all_core_us());
  object.Unsigned("reached", it.reached());
  object.Unsigned("triggered", it.triggered());
  if (it.has_detected()) object.Value("detected", JsonOf(it.detected()));
  if (it.has_any()) object.Value("any", JsonOf(it.any()));
  return object.text() + "\n";
}

Measurements ReadMeasurements(std::string_view text) {
  using Hunt = std::tuple<std::string, std::string, std::string, std::string, uint64_t>;
  std::map<Hunt, Measurement> hunts;
  Measurements result;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const absl::string_view view(text.data(), text.size());
  for (const absl::string_view line : absl::StrSplit(view, '\n', absl::SkipEmpty())) {
    Measurement it;
    if (!google::protobuf::util::JsonStringToMessage(std::string(line), &it, options).ok()) {
      ++result.bad_lines;
      continue;
    }
    Measurement& known = hunts[{it.defect(), it.patch(), it.strategy(), it.drawn(), it.seed()}];
    if (it.budget() >= known.budget()) known = std::move(it);
  }
  for (auto& [hunt, measurement] : hunts) result.all.push_back(std::move(measurement));
  return result;
}

}  // namespace confab::tools
