#include "tools/confab/explanation.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "tools/confab/json.h"
#include "tools/confab/landmarks.h"
#include "tools/confab/story.h"

namespace confab::tools {
namespace {

using props::Explanation;
using props::Interval;
using props::Leeway;
using props::Scope;

constexpr size_t kThingsTold = 16;
constexpr size_t kIntervalsInShort = 2;
constexpr char kIndent[] = "            ";

std::string NumberInWords(const Leeway& leeway, int64_t number) {
  return leeway.is_time() ? SpanInWords(number) : absl::StrCat(number);
}

// An end of an interval, and what is near it.
std::string EndInWords(const Leeway& leeway, int64_t number, const Landmarks& landmarks) {
  const std::string own = NumberInWords(leeway, number);
  const bool is_span = leeway.field == "lasts_ns" || leeway.field == "patience_ns";
  if (!leeway.is_time() || leeway.thing == "config" || is_span) return own;
  const std::string near = number == 0 ? "" : landmarks.Near(number);
  return near.empty() ? own : absl::StrCat(own, " (", near, ")");
}

std::string IntervalInWords(const Leeway& leeway, const Landmarks& landmarks) {
  const Interval& it = leeway.interval;
  const std::string low = EndInWords(leeway, it.low, landmarks);
  const std::string high = EndInWords(leeway, it.high, landmarks);
  std::string out = it.high_is_open     ? absl::StrCat("from ", low, " on")
                    : it.low == it.high ? absl::StrCat("only ", low)
                    : it.low_is_open    ? absl::StrCat("up to ", high)
                                        : absl::StrCat(low, " .. ", high);
  if (it.recurs) absl::StrAppend(&out, ", and elsewhere again");
  return out;
}

std::string SameInWords(const Leeway& leeway) {
  if (leeway.also_at.empty()) return "any, if it is the same wherever it stands";
  return absl::StrCat("any, but the same as in ", absl::StrJoin(leeway.also_at, ", "));
}

std::string ScopeInWords(const Leeway& leeway, const Landmarks& landmarks) {
  switch (leeway.scope) {
    case Scope::kAny:
      return "any";
    case Scope::kInterval:
      return IntervalInWords(leeway, landmarks);
    case Scope::kSame:
      return SameInWords(leeway);
    case Scope::kOneOf:
      return absl::StrCat("or ", absl::StrJoin(leeway.choices, ", "));
    case Scope::kExactly:
      return "exactly";
  }
  return "";
}

// "t_ns" -> "time"; "probe_after_ns" -> "probe_after".
std::string FieldInWords(const Leeway& leeway) {
  if (leeway.thing == "limits") return "the run ends at";
  if (leeway.field == "t_ns" || leeway.field == "from_ns" || leeway.field == "at_ns") return "time";
  return std::string(absl::StripSuffix(leeway.field, "_ns"));
}

std::string ValueInWords(const Leeway& leeway) {
  int64_t number = 0;
  if (leeway.is_time() && absl::SimpleAtoi(leeway.value, &number)) return SpanInWords(number);
  return absl::CHexEscape(leeway.value.substr(0, 40));
}

std::string LeewayInWords(const Leeway& leeway, const Landmarks& landmarks) {
  return absl::StrCat(FieldInWords(leeway), " ", ValueInWords(leeway), ": ",
                      ScopeInWords(leeway, landmarks));
}

// What the heading of a thing says beside its name.
std::string DeedOf(const sim::Scenario& scenario, const std::string& thing) {
  for (const sim::Action& action : scenario.action()) {
    if (thing == absl::StrCat("action ", action.id())) {
      return absl::StrCat("client ", action.client(), " ", DeedInWords(action));
    }
  }
  for (const sim::Fault& fault : scenario.fault()) {
    if (thing == absl::StrCat("fault ", fault.id())) return FaultKindInWords(fault);
  }
  return "";
}

// Settings first, then who, what they do, what goes wrong, and how it ends.
bool ComesEarlier(const std::string& a, const std::string& b) {
  const auto rank = [](const std::string& thing) {
    constexpr const char* kKinds[] = {"config", "scenario", "client", "action", "fault", "heal"};
    size_t i = 0;
    while (i < std::size(kKinds) && !absl::StartsWith(thing, kKinds[i])) ++i;
    return i;
  };
  return std::make_tuple(rank(a), a.size(), a) < std::make_tuple(rank(b), b.size(), b);
}

std::vector<std::string> ThingsOf(const Explanation& explanation) {
  std::vector<std::string> things;
  for (const Leeway& it : explanation.leeways) {
    if (std::find(things.begin(), things.end(), it.thing) == things.end()) {
      things.push_back(it.thing);
    }
  }
  std::stable_sort(things.begin(), things.end(), ComesEarlier);
  return things;
}

std::string Indented(const std::string& text) {
  std::string out = kIndent;
  for (const char c : Wrapped(text)) {
    out += c;
    if (c == '\n') out += kIndent;
  }
  return out;
}

std::string ThingInWords(const sim::Scenario& scenario, const Explanation& explanation,
                         const std::string& thing) {
  const Landmarks landmarks(scenario, thing);
  std::vector<std::string> parts;
  for (const Leeway& it : explanation.leeways) {
    if (it.thing == thing) parts.push_back(LeewayInWords(it, landmarks));
  }
  const std::string deed = DeedOf(scenario, thing);
  return absl::StrFormat(
      "  %-9s %s%s%s\n", thing, deed, deed.empty() ? "" : "\n",
      deed.empty() ? absl::StrJoin(parts, "; ") : Indented(absl::StrJoin(parts, "; ")));
}

std::string OfAll(int left, int all, const char* one) {
  const char* plural = left == 1 && all <= 1 ? "" : "s";
  return all < 0 ? absl::StrCat(left, " ", one, left == 1 ? "" : "s")
                 : absl::StrCat(left, " of ", all, " ", one, plural);
}

// "1 of 3 faults, 4 of 41 actions and 2 of 10 clients matter"
std::string CountsInWords(const sim::Scenario& scenario, const sim::Scenario* drawn) {
  const auto all = [&](int count) { return drawn == nullptr ? -1 : count; };
  const int actions = drawn == nullptr ? 0 : drawn->action_size();
  const int clients = drawn == nullptr ? 0 : drawn->client_size();
  const int faults = drawn == nullptr ? 0 : drawn->fault_size();
  return absl::StrCat(OfAll(scenario.fault_size(), all(faults), "fault"), ", ",
                      OfAll(scenario.action_size(), all(actions), "action"), " and ",
                      OfAll(scenario.client_size(), all(clients), "client"), " matter");
}

bool IsText(const Leeway& leeway) {
  return absl::StrContains(leeway.field, " word ") || leeway.field == "nick" ||
         leeway.field == "user" || leeway.field == "account" || leeway.field == "password";
}

std::string TextsInWords(const Explanation& explanation) {
  int words = 0;
  int free = 0;
  int same = 0;
  for (const Leeway& it : explanation.leeways) {
    if (!IsText(it)) continue;
    ++words;
    free += it.scope == Scope::kAny ? 1 : 0;
    same += it.scope == Scope::kSame ? 1 : 0;
  }
  if (words == 0) return "";
  if (free == words) return "; no text matters";
  std::string out = absl::StrFormat("; of %d words %d may be any", words, free);
  if (same > 0) absl::StrAppend(&out, ", ", same, " only have to be equal to others");
  return out;
}

bool IsBoundedTime(const Leeway& leeway) {
  return leeway.is_time() && leeway.scope == Scope::kInterval && leeway.field == "t_ns" &&
         !leeway.interval.high_is_open && leeway.interval.low != leeway.interval.high;
}

std::string TimesInWords(const sim::Scenario& scenario, const Explanation& explanation) {
  std::string out;
  size_t told = 0;
  for (const Leeway& it : explanation.leeways) {
    if (!IsBoundedTime(it) || told == kIntervalsInShort) continue;
    ++told;
    absl::StrAppend(&out, "; ", it.thing, " (", DeedOf(scenario, it.thing),
                    ") may come anywhere in ", SpanInWords(it.interval.low), " .. ",
                    SpanInWords(it.interval.high));
  }
  return out;
}

}  // namespace

std::string SpanInWords(int64_t nanos) {
  struct Unit {
    int64_t nanos;
    const char* name;
  };
  for (const Unit unit : {Unit{1'000'000, "ms"}, Unit{1'000, "us"}, Unit{1, "ns"}}) {
    const bool is_whole = nanos % unit.nanos == 0 && nanos != 0;
    if (is_whole && nanos / unit.nanos < 1'000) {
      return absl::StrCat(nanos / unit.nanos, " ", unit.name);
    }
  }
  return SecondsInWords(nanos);
}

std::string ExplanationInWords(const sim::Scenario& scenario, const sim::Scenario* drawn,
                               const Explanation& explanation) {
  if (explanation.leeways.empty()) return "Nothing could be explained: it did not fail again.\n";
  const std::string summary =
      absl::StrCat(CountsInWords(scenario, drawn), TimesInWords(scenario, explanation),
                   TextsInWords(explanation), ".");
  std::string out = absl::StrCat(Wrapped(summary), "\n\n");
  const std::vector<std::string> things = ThingsOf(explanation);
  for (size_t i = 0; i < things.size() && i < kThingsTold; ++i) {
    absl::StrAppend(&out, ThingInWords(scenario, explanation, things[i]));
  }
  if (things.size() > kThingsTold) absl::StrAppend(&out, "  and so on; --json has the rest\n");
  absl::StrAppend(&out, "  (", explanation.runs, " variants were run",
                  explanation.is_complete ? "" : "; the time was over before all of them", ")\n");
  return out;
}

namespace {

const char* ScopeName(Scope scope) {
  switch (scope) {
    case Scope::kAny:
      return "any";
    case Scope::kInterval:
      return "interval";
    case Scope::kSame:
      return "same";
    case Scope::kOneOf:
      return "one-of";
    case Scope::kExactly:
      return "exactly";
  }
  return "";
}

std::string TextsInJson(const std::vector<std::string>& texts) {
  std::vector<std::string> values;
  for (const std::string& text : texts) values.push_back(JsonText(text));
  return JsonList(values);
}

std::string LeewayInJson(const Leeway& leeway) {
  JsonObject out;
  out.Text("thing", leeway.thing);
  out.Text("field", leeway.field);
  out.Text("value", leeway.value);
  out.Text("scope", ScopeName(leeway.scope));
  if (leeway.scope == Scope::kInterval) {
    out.Number("low", leeway.interval.low);
    out.Number("high", leeway.interval.high);
    out.Value("low_is_open", leeway.interval.low_is_open ? "true" : "false");
    out.Value("high_is_open", leeway.interval.high_is_open ? "true" : "false");
    out.Value("recurs", leeway.interval.recurs ? "true" : "false");
  }
  if (!leeway.also_at.empty()) out.Value("also_at", TextsInJson(leeway.also_at));
  if (!leeway.choices.empty()) out.Value("choices", TextsInJson(leeway.choices));
  return out.text();
}

}  // namespace

std::string ExplanationInJson(const Explanation& explanation) {
  std::vector<std::string> leeways;
  for (const Leeway& it : explanation.leeways) leeways.push_back(LeewayInJson(it));
  JsonObject out;
  out.Value("complete", explanation.is_complete ? "true" : "false");
  out.Unsigned("runs", explanation.runs);
  out.Value("leeways", JsonList(leeways));
  return out.text() + "\n";
}

}  // namespace confab::tools
