#include "props/probes/probe.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

#include "props/laws/text.h"
#include "props/probes/coincidence.h"
#include "server_core/api/check.h"
#include "server_core/api/event.h"

namespace confab::props {
namespace {

constexpr uint64_t kFamilyBudgetRuns = 5'000;

// Every numeric that CLAUSES.md defines, ascending.
constexpr std::array<int, 59> kNumerics = {
    1,   2,   3,   4,   5,   221, 251, 252, 253, 254, 255, 265, 266, 311, 312,
    317, 318, 319, 324, 330, 331, 332, 333, 353, 366, 372, 375, 376, 400, 401,
    402, 403, 404, 405, 407, 409, 410, 411, 412, 417, 421, 422, 431, 432, 433,
    437, 442, 451, 461, 462, 464, 472, 479, 501, 502, 800, 900, 907, 909};
constexpr std::array<int, 3> kLastNumerics = {910, 911, 912};

constexpr size_t kNumericCount = kNumerics.size() + kLastNumerics.size();

constexpr size_t CellOf(Verb verb, Stage stage, bool refused) {
  return (static_cast<size_t>(verb) * kStageCount + static_cast<size_t>(stage)) * 2 + refused;
}

std::optional<size_t> PlaceOfNumeric(int numeric) {
  const auto at = std::lower_bound(kNumerics.begin(), kNumerics.end(), numeric);
  if (at != kNumerics.end() && *at == numeric) return static_cast<size_t>(at - kNumerics.begin());
  const auto last = std::find(kLastNumerics.begin(), kLastNumerics.end(), numeric);
  if (last == kLastNumerics.end()) return std::nullopt;
  return kNumerics.size() + static_cast<size_t>(last - kLastNumerics.begin());
}

// The families in their order, behind the coincidences.
size_t FirstNumeric() { return Coincidences().size(); }
size_t FirstEvent() { return FirstNumeric() + kNumericCount; }
size_t FirstEnd() { return FirstEvent() + kEventCount; }
size_t FirstCell() { return FirstEnd() + kCloseReasonCount; }

std::string ThreeDigits(int numeric) {
  std::string text = Cat({numeric});
  return std::string(3 - text.size(), '0') + text;
}

bool OneOf(Verb verb, std::initializer_list<Verb> verbs) {
  return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

//= clauses#3.1, clauses#3.2 and what clauses#4 and clauses#7 leave no reply for.
bool IsImpossible(Verb verb, Stage stage, bool refused) {
  const bool before = OneOf(verb, {Verb::kPass, Verb::kUser, Verb::kAuth});
  const bool after = verb >= Verb::kJoin && verb <= Verb::kWhois;
  if (before && stage == Stage::kLoggedOn) return !refused;
  if (after && stage != Stage::kLoggedOn) return !refused;
  if (!refused) return false;
  return OneOf(verb, {Verb::kIrcx, Verb::kIsIrcx, Verb::kQuit, Verb::kPong, Verb::kError,
                      Verb::kNames, Verb::kLusers});
}

Probe CellProbe(Verb verb, Stage stage, bool refused) {
  const std::string_view end = refused ? "refused" : "taken";
  Probe probe;
  probe.name = Cat({VerbName(verb), " ", StageName(stage), " ", end});
  std::replace(probe.name.begin(), probe.name.end(), ' ', '-');
  probe.clause = "clauses#3";
  probe.what = Cat({VerbName(verb), " said when ", StageName(stage), " is ", end});
  probe.budget_runs = kFamilyBudgetRuns;
  if (IsImpossible(verb, stage, refused)) probe.expectation = Expectation::kNeverRequired;
  return probe;
}

Probe FamilyProbe(std::string name, std::string clause, std::string what) {
  return {std::move(name), std::move(clause), std::move(what), Expectation::kSometimes,
          kFamilyBudgetRuns};
}

Probe NumericProbe(int numeric) {
  const std::string digits = ThreeDigits(numeric);
  return FamilyProbe(Cat({"numeric-", digits}), "model/CLAUSES.md", Cat({digits, " is sent"}));
}

void AddCells(std::vector<Probe>& probes) {
  for (int verb = 0; verb < kVerbCount; ++verb) {
    for (int stage = 0; stage < kStageCount; ++stage) {
      for (const bool refused : {false, true}) {
        probes.push_back(CellProbe(static_cast<Verb>(verb), static_cast<Stage>(stage), refused));
      }
    }
  }
}

std::vector<Probe> MakeProbes() {
  std::vector<Probe> probes;
  for (const Coincidence& it : Coincidences()) {
    probes.push_back({it.name, it.clause, it.what, Expectation::kSometimes, it.budget_runs});
  }
  for (const int numeric : kNumerics) probes.push_back(NumericProbe(numeric));
  for (const int numeric : kLastNumerics) probes.push_back(NumericProbe(numeric));
  for (int i = 0; i < kEventCount; ++i) {
    const std::string_view name = EventName(static_cast<Event>(i));
    probes.push_back(FamilyProbe(Cat({"event-", name}), "api/event.h", Cat({name, " is logged"})));
  }
  for (int i = 0; i < kCloseReasonCount; ++i) {
    const std::string_view name = CloseReasonName(static_cast<CloseReason>(i));
    probes.push_back(
        FamilyProbe(Cat({"end-", name}), "api/event.h", Cat({"a link is closed: ", name})));
  }
  AddCells(probes);
  CONFAB_CHECK(probes.size() <= kProbesMax);
  return probes;
}

void LookAtTold(const Told& told, ProbeSet& reached) {
  if (const auto* note = std::get_if<Note>(told.output)) {
    reached.set(FirstEvent() + static_cast<size_t>(note->event));
  } else if (const auto* close = std::get_if<Close>(told.output)) {
    reached.set(FirstEnd() + static_cast<size_t>(close->reason));
  } else if (told.line.numeric != 0) {
    const auto place = PlaceOfNumeric(told.line.numeric);
    if (place) reached.set(FirstNumeric() + *place);
  }
}

}  // namespace

const std::vector<Probe>& AllProbes() {
  static const std::vector<Probe> probes = MakeProbes();
  return probes;
}

const Probe& CanaryProbe() {
  static const Probe probe = {"canary", "props/README.md", "never reached", Expectation::kSometimes,
                              1};
  return probe;
}

void Look(const Scene& scene, ProbeSet& reached) {
  size_t place = 0;
  for (const Coincidence& it : Coincidences()) {
    if (!reached.test(place) && it.holds(scene)) reached.set(place);
    ++place;
  }
  for (const Told& told : scene.wire().told()) LookAtTold(told, reached);
  if (!scene.said()) return;
  const Said& said = *scene.said();
  reached.set(FirstCell() + CellOf(said.verb, said.stage, said.refused));
}

}  // namespace confab::props
