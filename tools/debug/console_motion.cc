// The half of the console that moves through time.
#include <algorithm>
#include <deque>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tools/debug/console.h"
#include "tools/debug/words.h"

namespace confab::tools {
namespace {

// The number at the front of `rest`, or one.
absl::StatusOr<uint64_t> CountOf(std::string_view rest) {
  if (Trimmed(rest).empty()) return 1;
  return ParseNumber(TakeWord(rest), "how many");
}

// "BROKEN: keepalive (rule p3, safety) at 0 s\n  ..."
std::string InWords(const props::Finding& finding) {
  const std::string kind(props::LawKindName(finding.kind));
  return absl::StrCat("BROKEN: ", finding.violation.law, " (rule ", finding.violation.rule, ", ",
                      kind, ") at ", Seconds(finding.at), "\n  ",
                      absl::CHexEscape(finding.violation.detail), "\n");
}

bool IsSaidBy(uint32_t client, std::string_view lines) {
  bool said = false;
  ForEachLine(lines, [&](std::string_view text) {
    const ShownLine line = ReadShownLine(text);
    said = said || (line.mark == ">" && line.client != 0 && (client == 0 || line.client == client));
  });
  return said;
}

}  // namespace

void Console::Print(const ShownEvent& event) {
  out_ << "event " << event.number << ", " << Seconds(event.at) << ": " << event.what << "\n";
  ForEachLine(event.lines, [this](std::string_view line) {
    out_ << "  " << line.substr(std::min(line.find(' ') + 1, line.size())) << "\n";
  });
}

void Console::PrintHere() {
  if (bench_->time().events() == 0) {
    out_ << "nothing has happened yet\n";
    return;
  }
  Print(bench_->Here());
}

// Only where there is one: at a breach, at the end, before a death.
void Console::PrintVerdict() {
  Timeline& time = bench_->time();
  if (const SubjectDeath* death = time.DiesNext()) {
    out_ << "BROKEN: the subject dies of the next event (" << death->cause << ")\n  "
         << (death->site.empty() ? "no check of its own failed" : death->site) << "\n";
  } else if (const auto& finding = time.finding()) {
    out_ << InWords(*finding);
  } else if (time.AtEnd()) {
    const size_t laws = time.options().laws.size();
    out_ << "holds: " << laws << (laws == 1 ? " law" : " laws") << "; this is the end\n";
  }
}

void Console::PrintArrival(const Arrival& arrival) {
  if (arrival.why == Why::kStop) out_ << arrival.words << "\n";
  if (arrival.why == Why::kInterrupted) out_ << "interrupted\n";
  PrintHere();
  PrintVerdict();
}

absl::Status Console::Step(std::string_view rest) {
  const absl::StatusOr<uint64_t> count = CountOf(rest);
  if (!count.ok()) return count.status();
  std::deque<ShownEvent> shown;
  uint64_t done = 0;
  for (ShownEvent event; done < *count && bench_->Step(event); ++done) {
    shown.push_back(std::move(event));
    if (shown.size() > kEventsShownMax) shown.pop_front();
  }
  if (done > shown.size()) out_ << "(" << done - shown.size() << " more before these)\n";
  for (const ShownEvent& event : shown) Print(event);
  PrintVerdict();
  return absl::OkStatus();
}

absl::Status Console::Next(std::string_view rest) {
  uint64_t client = 0;
  if (!rest.empty()) {
    const auto id = ParseNumber(TakeWord(rest), "a client's id");
    if (!id.ok()) return id.status();
    client = *id;
  }
  PrintArrival(
      bench_->Forward(Instant::Never(), [client](const props::Run&, std::string_view lines) {
        return IsSaidBy(static_cast<uint32_t>(client), lines);
      }));
  return absl::OkStatus();
}

absl::Status Console::Run(std::string_view) {
  PrintArrival(bench_->Forward(Instant::Never(), nullptr));
  return absl::OkStatus();
}

absl::Status Console::Until(std::string_view rest) {
  const Instant now = bench_->time().run().now();
  const absl::StatusOr<Instant> last = ParseInstant(TakeWord(rest), now);
  if (!last.ok()) return last.status();
  if (*last < now) return Refused("that is past already; back and goto go there");
  PrintArrival(bench_->Forward(*last, nullptr));
  return absl::OkStatus();
}

absl::Status Console::Back(std::string_view rest) {
  const absl::StatusOr<uint64_t> count = CountOf(rest);
  if (!count.ok()) return count.status();
  const uint64_t here = bench_->time().events();
  bench_->time().GoTo(here - std::min(here, *count));
  PrintHere();
  return absl::OkStatus();
}

absl::Status Console::ReverseRun(std::string_view) {
  PrintArrival(bench_->Backward());
  return absl::OkStatus();
}

absl::Status Console::GoTo(std::string_view rest) {
  const auto place = bench_->ParsePlace(TakeWord(rest));
  if (!place.ok()) return place.status();
  if (!bench_->GoTo(*place)) out_ << "there is no event " << place->events << "\n";
  PrintHere();
  PrintVerdict();
  return absl::OkStatus();
}

absl::Status Console::Break(std::string_view rest) {
  absl::StatusOr<Stop> stop = ParseBreak(rest, *options_.bench.time.trial);
  if (!stop.ok()) return stop.status();
  bench_->Add(*std::move(stop));
  out_ << "stop " << bench_->stops().rbegin()->first << "\n";
  return absl::OkStatus();
}

absl::Status Console::Watch(std::string_view rest) {
  absl::StatusOr<Stop> stop = ParseWatch(rest);
  if (!stop.ok()) return stop.status();
  bench_->Add(*std::move(stop));
  out_ << "stop " << bench_->stops().rbegin()->first << "\n";
  return absl::OkStatus();
}

absl::Status Console::Stops(std::string_view) {
  if (bench_->stops().empty()) out_ << "  none; break and watch set them\n";
  for (const auto& [number, stop] : bench_->stops()) {
    out_ << "  " << number << "  " << stop.text() << "\n";
  }
  return absl::OkStatus();
}

absl::Status Console::Clear(std::string_view rest) {
  if (!rest.empty()) return bench_->Remove(TakeWord(rest));
  bench_->RemoveAllStops();
  return absl::OkStatus();
}

}  // namespace confab::tools
