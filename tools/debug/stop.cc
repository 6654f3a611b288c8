#include "tools/debug/stop.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "props/probes/probe.h"
#include "server_core/api/ledger.h"
#include "tools/debug/words.h"

namespace confab::tools {
namespace {

std::string_view TakeField(std::string_view& text) {
  const std::string_view field = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(field.size() + 1, text.size()));
  return field;
}

bool AnyLine(std::string_view lines, const std::function<bool(const ShownLine&)>& is) {
  bool any = false;
  ForEachLine(lines, [&](std::string_view line) { any = any || is(ReadShownLine(line)); });
  return any;
}

// The command of a line that a client says: behind tags and a prefix.
std::string_view CommandOf(std::string_view line) {
  std::string_view word = TakeField(line);
  while (!word.empty() && (word.front() == '@' || word.front() == ':')) word = TakeField(line);
  return word;
}

bool SameCommand(std::string_view a, const std::string& b) {
  return absl::EqualsIgnoreCase({a.data(), a.size()}, b);
}

// A line may come in pieces: then the transcript shows pieces, and the view the whole.
bool Says(const props::Run& run, std::string_view lines, const std::string& verb) {
  const auto heard = run.wire().heard();
  const bool whole = std::any_of(heard.begin(), heard.end(), [&](const props::Heard& it) {
    return SameCommand(CommandOf(it.text), verb);
  });
  if (whole && !lines.empty()) return true;
  return AnyLine(lines, [&verb](const ShownLine& line) {
    return line.mark == ">" && SameCommand(CommandOf(line.words), verb);
  });
}

std::string CensusLine(const props::Run& run, const std::string& key) {
  std::string found;
  ForEachLine(run.subject().Census(), [&](std::string_view line) {
    if (line.starts_with(key + " ")) found = std::string(line.substr(key.size() + 1));
  });
  return found.empty() ? "nothing" : found;
}

std::string TotalsOf(const props::Run& run, Account account) {
  const AccountTotals& totals = run.subject().Accounts()[account];
  return absl::StrCat("objects=", totals.objects, " bytes=", totals.bytes);
}

absl::StatusOr<Stop> ParseLaw(const std::string& text, const std::string& name,
                              const props::Trial& trial) {
  std::vector<std::string> names;
  for (const props::Law& law : trial.laws) names.emplace_back(law.name);
  if (props::FindLaw(trial, name) == nullptr) {
    return Refused(
        absl::StrCat("no law '", name, "'", IsIt(name, names), "; `confab laws` lists them"));
  }
  return Stop(text, [name](const props::Run& run, std::string_view) {
    return run.finding() && run.finding()->violation.law == name;
  });
}

absl::StatusOr<Stop> ParseProbe(const std::string& text, const std::string& name) {
  const std::vector<props::Probe>& probes = props::AllProbes();
  std::vector<std::string> names;
  for (const props::Probe& probe : probes) names.push_back(probe.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) {
    return Stop::OnProbe(text, static_cast<size_t>(found - names.begin()));
  }
  return Refused(
      absl::StrCat("no probe '", name, "'", IsIt(name, names),
                   "; props/probes/coincidence.cc has the ones with a name of their own"));
}

absl::StatusOr<Stop> ParseClient(const std::string& text, const std::string& word) {
  const auto id = ParseNumber(word, "a client's id");
  if (!id.ok()) return id.status();
  return Stop(text, [id = *id](const props::Run&, std::string_view lines) {
    return AnyLine(lines, [id](const ShownLine& line) { return line.client == id; });
  });
}

absl::StatusOr<Stop> ParseEvent(const std::string& text, const std::string& word) {
  const auto event = ParseNumber(word, "an event");
  if (!event.ok()) return event.status();
  return Stop(text, [event = *event](const props::Run& run, std::string_view) {
    return run.events() == event;
  });
}

}  // namespace

void ForEachLine(std::string_view text, const std::function<void(std::string_view)>& look) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    look(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

ShownLine ReadShownLine(std::string_view line) {
  ShownLine shown;
  TakeField(line);  // the instant
  shown.mark = TakeField(line);
  if (shown.mark.starts_with("c") && line.starts_with("link=")) {
    for (const char c : shown.mark.substr(1)) {
      shown.client = shown.client * 10 + static_cast<uint32_t>(c - '0');
    }
    TakeField(line);
    shown.mark = TakeField(line);
  }
  shown.words = line;
  return shown;
}

Stop Stop::OnChange(std::string text, Watched watched) {
  Stop stop(std::move(text), nullptr);
  stop.watched_ = std::move(watched);
  return stop;
}

Stop Stop::OnProbe(std::string text, size_t probe) {
  Stop stop(std::move(text), nullptr);
  stop.probe_ = probe;
  return stop;
}

void Stop::Before(const props::Run& run) {
  if (watched_ != nullptr) before_ = watched_(run);
}

bool Stop::After(const props::Run& run, std::string_view lines) const {
  if (probe_) return reached_at_.contains(run.events());
  if (watched_ != nullptr) return watched_(run) != before_;
  return matches_(run, lines);
}

std::string Stop::Change(const props::Run& run) const {
  return watched_ == nullptr ? "" : absl::StrCat(before_, " -> ", watched_(run));
}

absl::StatusOr<Stop> ParseBreak(std::string_view text, const props::Trial& trial) {
  const std::string whole(Trimmed(text));
  const std::string kind = TakeWord(text);
  const std::string what(text);
  if (!kind.empty() && what.empty())
    return Refused(absl::StrCat("break ", kind, " needs one more word"));
  if (kind == "law") return ParseLaw(whole, what, trial);
  if (kind == "probe") return ParseProbe(whole, what);
  if (kind == "client") return ParseClient(whole, what);
  if (kind == "event") return ParseEvent(whole, what);
  if (kind == "text") {
    return Stop(whole, [what](const props::Run&, std::string_view lines) {
      return AnyLine(lines, [&](const ShownLine& line) {
        return line.words.find(what) != std::string_view::npos;
      });
    });
  }
  if (kind == "command") {
    return Stop(whole, [what](const props::Run& run, std::string_view lines) {
      return Says(run, lines, what);
    });
  }
  return Refused(
      "break at what? law NAME, client ID, text WORDS, event N, command VERB or probe NAME");
}

absl::StatusOr<Stop> ParseWatch(std::string_view text) {
  const std::string whole(Trimmed(text));
  const std::string kind = TakeWord(text);
  const std::string what(text);
  if (kind == "account") {
    std::string known;
    for (int i = 0; i < kAccountCount; ++i) {
      const auto account = static_cast<Account>(i);
      const std::string name(AccountName(account));
      if (name == what) {
        return Stop::OnChange(whole,
                              [account](const props::Run& run) { return TotalsOf(run, account); });
      }
      absl::StrAppend(&known, known.empty() ? "" : ", ", name);
    }
    return Refused(absl::StrCat("no account '", what, "'; there are ", known));
  }
  const bool known =
      (whole == "counters") || ((kind == "link" || kind == "channel") && !what.empty());
  if (!known) return Refused("watch what? link ID, channel NAME, counters or account NAME");
  return Stop::OnChange(whole, [whole](const props::Run& run) { return CensusLine(run, whole); });
}

namespace {

// Notes which probes each event reaches.
class ProbeWatch final : public Observer {
 public:
  explicit ProbeWatch(const props::WireView& wire) : scene_(wire) {}
  void OnStep(const Moment& now, const Input& input, const Step& step) override {
    scene_.Take(now, input, step);
    props::Look(scene_, reached_);
  }
  const std::optional<Violation>& Verdict() const override { return none_; }
  props::ProbeSet Take() { return std::exchange(reached_, {}); }

 private:
  props::Scene scene_;
  props::ProbeSet reached_;
  std::optional<Violation> none_;
};

}  // namespace

std::set<uint64_t> EventsReaching(size_t probe, const sim::Scenario& scenario,
                                  const props::Trial& trial, uint64_t events_max) {
  std::set<uint64_t> events;
  auto run = props::Run::Create(scenario, {}, {}, trial);
  if (!run.ok()) return events;
  ProbeWatch watch((*run)->wire());
  (*run)->Watch(&watch);
  while ((*run)->events() < events_max && (*run)->Step()) {
    if (watch.Take().test(probe)) events.insert((*run)->events());
  }
  return events;
}

}  // namespace confab::tools
