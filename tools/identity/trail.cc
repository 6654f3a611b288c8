#include "tools/identity/trail.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "server_core/api/ledger.h"
#include "server_core/api/output.h"
#include "sim/transcript.h"

namespace confab::tools {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

std::string LedgerInWords(const Ledger& ledger) {
  std::string text;
  for (int i = 0; i < kAccountCount; ++i) {
    const auto account = static_cast<Account>(i);
    absl::StrAppend(&text, i == 0 ? "" : " ", View(AccountName(account)), "=",
                    ledger[account].objects, "/", ledger[account].bytes);
  }
  return text;
}

std::string Seconds(int64_t ns) {
  constexpr int64_t kSecond = 1'000'000'000;
  return absl::StrFormat("%d.%09d s", ns / kSecond, ns % kSecond);
}

std::string WakeInWords(Instant wake_at) {
  return wake_at == Instant::Never() ? "never" : Seconds(wake_at.nanos());
}

// One step of a transcript: its input, and what came of it.
std::pair<std::string, std::string> Told(const sim::Script& script, const Moment& now,
                                         const Input& input, const Step& step) {
  sim::Transcript question;
  question.AddStep(script, now, input, Step{});
  sim::Transcript whole;
  whole.AddStep(script, now, input, step);
  return {question.text(), whole.text().substr(question.text().size())};
}

bool SameChain(const TrailStep& a, const TrailStep& b) {
  return a.chain_high() == b.chain_high() && a.chain_low() == b.chain_low();
}

// A field that is the same on both sides is said once.
void AppendField(std::string* out, std::string_view name, const std::string& a,
                 const std::string& b) {
  const auto append = [out](std::string_view heading, const std::string& text) {
    absl::StrAppend(out, "  ", View(heading), ":", text.empty() ? " none" : "", "\n");
    size_t from = 0;
    while (from < text.size()) {
      const size_t end = std::min(text.find('\n', from), text.size());
      absl::StrAppend(out, "    ", View(std::string_view(text).substr(from, end - from)), "\n");
      from = end + 1;
    }
  };
  if (a == b) return append(name, a);
  append(std::string(name) + " (first way, DIFFERS)", a);
  append(std::string(name) + " (second way, DIFFERS)", b);
}

std::string SidesInWords(const TrailStep& a, const TrailStep& b) {
  if (!a.has_detail() || !b.has_detail()) {
    return "  (the step is past what a trail keeps as text: look with confab replay --until)\n";
  }
  std::string out;
  AppendField(&out, "input", a.detail().input(), b.detail().input());
  AppendField(&out, "outputs", a.detail().outputs(), b.detail().outputs());
  AppendField(&out, "wake_at", a.detail().wake_at(), b.detail().wake_at());
  AppendField(&out, "pending", a.detail().pending(), b.detail().pending());
  AppendField(&out, "ledger", a.detail().ledger(), b.detail().ledger());
  AppendField(&out, "census", a.detail().census(), b.detail().census());
  return out;
}

}  // namespace

void TrailRecorder::NotePending(const Input& input, const Step& step) {
  if (const auto* answered = std::get_if<Answered>(&input)) {
    pending_.erase(static_cast<uint64_t>(answered->question));
  }
  for (const Output& output : step.outputs) {
    if (const auto* ask = std::get_if<Ask>(&output))
      pending_.insert(static_cast<uint64_t>(ask->id));
  }
}

TrailDetail TrailRecorder::DetailOf(const Moment& now, const Input& input, const Step& step) {
  TrailDetail detail;
  auto [question, outputs] = Told(script_, now, input, step);
  detail.set_input(std::move(question));
  detail.set_outputs(std::move(outputs));
  detail.set_wake_at(WakeInWords(step.wake_at));
  std::string pending;
  for (const uint64_t id : pending_) absl::StrAppend(&pending, "question ", id, "\n");
  detail.set_pending(std::move(pending));
  detail.set_ledger(LedgerInWords(subject_.Accounts()));
  detail.set_census(subject_.Census());
  return detail;
}

void TrailRecorder::OnStep(const Moment& now, const Input& input, const Step& step) {
  trace_.Add(now, input, step);
  NotePending(input, step);
  TrailDetail detail = DetailOf(now, input, step);
  states_.Number(trace_.chain().high);
  states_.Number(trace_.chain().low);
  for (const std::string* text : {&detail.pending(), &detail.ledger(), &detail.census()}) {
    states_.Text(*text);
  }
  TrailStep& kept = *trail_.add_step();
  const sim::Hash128 chain = states_.Finish();
  kept.set_chain_high(chain.high);
  kept.set_chain_low(chain.low);
  kept.set_at_ns(now.mono.nanos());
  const size_t bytes = detail.ByteSizeLong();
  if (bytes > text_bytes_left_) {
    text_bytes_left_ = 0;
    return;
  }
  text_bytes_left_ -= bytes;
  *kept.mutable_detail() = std::move(detail);
}

Trail TrailRecorder::Take() {
  trail_.set_trace_hash(trace_.chain().Hex());
  return std::move(trail_);
}

std::optional<int> FirstDivergence(const Trail& a, const Trail& b) {
  const int common = std::min(a.step_size(), b.step_size());
  int same = 0;
  for (int different = common; same < different;) {
    const int middle = same + (different - same) / 2;
    if (SameChain(a.step(middle), b.step(middle))) {
      same = middle + 1;
    } else {
      different = middle;
    }
  }
  if (same == common && a.step_size() == b.step_size()) return std::nullopt;
  return same;
}

std::string DivergenceInWords(const Trail& a, const Trail& b, int step) {
  std::string out = absl::StrCat("  first way:  ", a.way(), "\n  second way: ", b.way(), "\n");
  if (step >= a.step_size() || step >= b.step_size()) {
    absl::StrAppend(&out, "  one ends after ", std::min(a.step_size(), b.step_size()),
                    " steps, the other after ", std::max(a.step_size(), b.step_size()), "\n");
    const Trail& longer = a.step_size() > b.step_size() ? a : b;
    absl::StrAppend(&out, SidesInWords(longer.step(step), longer.step(step)));
    return out;
  }
  const TrailStep& one = a.step(step);
  const TrailStep& other = b.step(step);
  const bool together = one.at_ns() == other.at_ns();
  absl::StrAppend(&out, "  first different step: ", step + 1, " at t=", Seconds(one.at_ns()),
                  together ? "" : " and t=" + Seconds(other.at_ns()), "\n",
                  SidesInWords(one, other));
  return out;
}

}  // namespace confab::tools
