#include "tools/debug/workbench.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/debug/edit.h"
#include "tools/debug/moment_text.h"
#include "tools/debug/words.h"

namespace confab::tools {
namespace {

// What comes next, in words; of an event that others have overtaken that is not known.
sim::Pending NextOf(const props::Run& run, size_t* count) {
  std::vector<sim::Pending> pending = run.PendingInOrder();
  *count = pending.size();
  return pending.empty() ? sim::Pending() : std::move(pending.front());
}

bool Same(const sim::Pending& a, const sim::Pending& b) { return a.at == b.at && a.what == b.what; }

}  // namespace

absl::StatusOr<std::unique_ptr<Workbench>> Workbench::Open(const sim::Scenario& scenario,
                                                           const WorkbenchOptions& options) {
  auto time = Timeline::Create(scenario, options.time);
  if (!time.ok()) return time.status();
  std::unique_ptr<Workbench> bench(new Workbench(options));
  bench->branches_.push_back({"main", "as in the file", *std::move(time)});
  return bench;
}

bool Workbench::GoesOn() const {
  const uint64_t events = present().time->events();
  return events % kEventsPerAsking != 0 || options_.goes_on == nullptr || options_.goes_on(events);
}

void Workbench::LookBefore() {
  for (auto& [number, stop] : stops_) stop.Before(time().run());
}

std::string Workbench::MatchOf(std::string_view lines) const {
  const props::Run& run = present().time->run();
  for (const auto& [number, stop] : stops_) {
    if (!stop.After(run, lines)) continue;
    const std::string change = stop.Change(run);
    return absl::StrCat("stop ", number, " (", stop.text(), ")", change.empty() ? "" : ": ",
                        change);
  }
  return "";
}

Arrival Workbench::Forward(Instant last, const Stop::Matches& until) {
  for (Timeline& now = time();;) {
    if (now.DiesNext() != nullptr) return {Why::kDeath, ""};
    if (now.AtEnd()) return {Why::kEnd, ""};
    if (now.run().next_at() > last) return {Why::kArrived, ""};
    if (!GoesOn()) return {Why::kInterrupted, ""};
    LookBefore();
    const size_t told = now.run().transcript().size();
    if (!now.Step()) continue;
    const std::string_view lines = std::string_view(now.run().transcript()).substr(told);
    if (std::string words = MatchOf(lines); !words.empty()) return {Why::kStop, std::move(words)};
    if (until != nullptr && until(now.run(), lines)) return {Why::kArrived, ""};
  }
}

Arrival Workbench::Backward() {
  const uint64_t here = time().events();
  for (uint64_t end = here; end > 0;) {
    if (options_.goes_on != nullptr && !options_.goes_on(end)) {
      time().GoTo(here);
      return {Why::kInterrupted, ""};
    }
    const uint64_t begin = time().SnapshotBefore(end);
    std::string words;
    const uint64_t found = LastStop(begin, end, here, words);
    if (found != 0) {
      time().GoTo(found);
      return {Why::kStop, std::move(words)};
    }
    end = begin;
  }
  time().GoTo(0);
  return {Why::kStart, ""};
}

uint64_t Workbench::LastStop(uint64_t begin, uint64_t end, uint64_t here, std::string& words) {
  uint64_t found = 0;
  time().GoTo(begin);
  while (time().events() < std::min(end, here - 1)) {
    LookBefore();
    const size_t told = time().run().transcript().size();
    if (!time().Step()) break;
    std::string match = MatchOf(std::string_view(time().run().transcript()).substr(told));
    if (match.empty()) continue;
    found = time().events();
    words = std::move(match);
  }
  return found;
}

bool Workbench::Step(ShownEvent& shown) {
  Timeline& now = time();
  size_t before = 0;
  size_t after = 0;
  const sim::Pending next = NextOf(now.run(), &before);
  const size_t told = now.run().transcript().size();
  if (!now.Step()) return false;
  shown = {now.events(), now.run().now(), next.what, now.run().transcript().substr(told)};
  const bool overtaken = shown.lines.empty() && Same(NextOf(now.run(), &after), next);
  if (overtaken && before == after) shown.what = "an event that others have overtaken";
  return true;
}

ShownEvent Workbench::Here() {
  ShownEvent shown;
  time().GoTo(time().events() - 1);
  Step(shown);
  return shown;
}

absl::Status Workbench::Fork(std::string_view edit) {
  if (branches_.size() == kForksMax) {
    return Refused(absl::StrCat("there are ", kForksMax, " forks already, and no room for more"));
  }
  sim::Scenario scenario = time().run().scenario();
  edit = Trimmed(edit);
  if (!edit.empty()) {
    absl::Status status = ApplyEdit(edit, time().run().now(), scenario);
    if (!status.ok()) return status;
  }
  auto fork = time().Fork(scenario);
  if (absl::IsFailedPrecondition(fork.status())) {
    const std::string why(fork.status().message());
    return Refused(absl::StrCat("too late for that here (", why, "); go back first: back, goto"));
  }
  if (!fork.ok()) return fork.status();
  const std::string what = edit.empty() ? "nothing edited" : std::string(edit);
  std::string made_by =
      absl::StrCat("from ", present().name, " at event ", time().events(), ": ", what);
  branches_.push_back(
      {absl::StrCat("fork-", branches_.size()), std::move(made_by), *std::move(fork)});
  present_ = branches_.size() - 1;
  LearnProbes();
  return absl::OkStatus();
}

absl::Status Workbench::Switch(const std::string& name) {
  for (size_t i = 0; i < branches_.size(); ++i) {
    if (branches_[i].name != name) continue;
    present_ = i;
    LearnProbes();
    return absl::OkStatus();
  }
  return Refused(absl::StrCat("no fork '", name, "'; `forks` lists them"));
}

absl::StatusOr<Workbench::Place> Workbench::ParsePlace(const std::string& word) const {
  if (word == ".") return Place{present_, present().time->events()};
  if (const auto mark = marks_.find(word); mark != marks_.end()) return mark->second;
  const size_t colon = word.find(':');
  Place place{present_, 0};
  if (colon != std::string::npos) {
    const auto named = std::find_if(branches_.begin(), branches_.end(), [&](const Branch& branch) {
      return branch.name == word.substr(0, colon);
    });
    if (named == branches_.end()) {
      return Refused(absl::StrCat("no fork '", word.substr(0, colon), "'; `forks` lists them"));
    }
    place.branch = static_cast<size_t>(named - branches_.begin());
  }
  const std::string number = colon == std::string::npos ? word : word.substr(colon + 1);
  const auto events = ParseNumber(number, "an event");
  if (!events.ok()) {
    return Refused(absl::StrCat("'", number, "' is no mark and no event's number; `mark ", number,
                                "` makes it one"));
  }
  place.events = *events;
  return place;
}

bool Workbench::GoTo(const Place& place) {
  if (place.branch != present_) {
    present_ = place.branch;
    LearnProbes();
  }
  return time().GoTo(place.events);
}

std::string Workbench::NameOf(const Place& place) const {
  const std::string event = absl::StrCat("event ", place.events);
  if (branches_.size() == 1) return event;
  return absl::StrCat(branches_[place.branch].name, " ", event);
}

absl::StatusOr<std::string> Workbench::TextAt(const Place& place) {
  Timeline& there = *branches_[place.branch].time;
  const uint64_t back = there.events();
  const bool reached = there.GoTo(place.events);
  const uint64_t last = there.events();
  std::string text = MomentText(there.run());
  there.GoTo(back);
  if (reached) return text;
  return Refused(absl::StrCat("there is no event ", place.events, ": the last one is ", last));
}

absl::Status Workbench::Mark(const std::string& name) {
  const bool plain = !name.empty() && name.find(':') == std::string::npos && name != "." &&
                     (name.front() < '0' || name.front() > '9');
  if (!plain) return Refused("a mark needs a name that begins with no digit and has no colon");
  marks_[name] = {present_, time().events()};
  return absl::OkStatus();
}

void Workbench::Add(Stop stop) {
  stops_.emplace(++last_stop_, std::move(stop));
  LearnProbes();
}

absl::Status Workbench::Remove(const std::string& number) {
  const auto key = ParseNumber(number, "a stop");
  if (!key.ok()) return key.status();
  if (stops_.erase(*key) == 1) return absl::OkStatus();
  return Refused(absl::StrCat("no stop ", *key, "; `stops` lists them"));
}

void Workbench::LearnProbes() {
  const std::optional<SubjectDeath>& death = time().death();
  for (auto& [number, stop] : stops_) {
    if (!stop.probe()) continue;
    stop.Learn(EventsReaching(*stop.probe(), time().run().scenario(), *options_.time.trial,
                              death ? death->events : UINT64_MAX));
  }
}

}  // namespace confab::tools
