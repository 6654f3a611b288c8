#include "model/lockstep.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/escaping.h"
#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {
namespace {

LinkId LinkOf(const Output& output) {
  return std::visit([](const auto& one) { return one.link; }, output);
}

std::string Quoted(std::string_view text) {
  return Cat({"`", absl::CEscape(std::string(text)), "`"});
}

std::string Text(const Question& question) {
  if (const auto* parameters = std::get_if<ScramParameters>(&question)) {
    return Cat({"ask the parameters of ", parameters->account});
  }
  const auto& proof = std::get<ScramProof>(question);
  return Cat({"ask the proof of ", proof.account, " ", Quoted(proof.auth_message), " ",
              proof.proof_base64});
}

std::string Text(const Output& output) {
  if (const auto* send = std::get_if<Send>(&output)) return Quoted(send->line);
  if (const auto* close = std::get_if<Close>(&output)) {
    return Cat({"close ", CloseReasonName(close->reason)});
  }
  return Text(std::get<Ask>(output).question);
}

std::string Text(const Told& told) {
  if (const auto* line = std::get_if<ToldLine>(&told.what)) {
    return Quoted(Cat({line->text, line->free_text ? "..." : "", line->ending, "\r\n"}));
  }
  if (const auto* close = std::get_if<ToldClose>(&told.what)) {
    return Cat({"close ", CloseReasonName(close->reason)});
  }
  const auto& ask = std::get<ToldAsk>(told.what);
  if (!ask.proof) return Cat({"ask the parameters of ", ask.account});
  return Cat(
      {"ask the proof of ", ask.account, " ", Quoted(ask.auth_message), " ", ask.proof_base64});
}

bool SameLine(const ToldLine& told, std::string_view line) {
  if (line.size() > kLineBytesMax || line.size() < 2) return false;
  if (line.substr(line.size() - 2) != "\r\n") return false;
  line.remove_suffix(2);
  if (!told.free_text) return line == told.text;
  if (!TakePrefix(line, told.text)) return false;
  // A line cut at 510 bytes (to a code point) may have lost the ending with the rest of its text.
  const bool maybe_cut = told.text.size() + line.size() > kBodyBytesMax - 4;
  const size_t ending = told.ending.size();
  return maybe_cut || (line.size() >= ending && line.substr(line.size() - ending) == told.ending);
}

bool SameQuestion(const ToldAsk& told, const Question& question) {
  if (const auto* parameters = std::get_if<ScramParameters>(&question)) {
    return !told.proof && told.account == parameters->account;
  }
  const auto& proof = std::get<ScramProof>(question);
  return told.proof && told.account == proof.account && told.auth_message == proof.auth_message &&
         told.proof_base64 == proof.proof_base64;
}

// The rule that a difference breaks: lines first, then closes, then questions.
std::string_view RuleOf(const Told* told, const Output* output) {
  const auto either = [&](bool is_told, bool is_seen) { return is_told || is_seen; };
  if (either(told != nullptr && std::holds_alternative<ToldLine>(told->what),
             output != nullptr && std::holds_alternative<Send>(*output))) {
    return "reply";
  }
  if (either(told != nullptr && std::holds_alternative<ToldClose>(told->what),
             output != nullptr && std::holds_alternative<Close>(*output))) {
    return "close";
  }
  return "ask";
}

}  // namespace

Lockstep::Lockstep(const Config& config, const Subject& subject, LockstepOptions options)
    : subject_(&subject), options_(options), reference_(config, this) {}

// All of it by value, but for what was of the original's last step.
Lockstep::Lockstep(const Lockstep& from, const Subject& clone) : Lockstep(from) {
  subject_ = &clone;
  reference_.set_sizes(this);
  seen_.clear();
  told_by_link_.clear();
}

void Lockstep::OnStep(const Moment& now, const Input& input, const Step& step) {
  if (verdict_) return;
  now_ = now;
  Look(step);
  const std::vector<Told>& told = Predict(now, input);
  CompareOutputs(told);
  CompareWake(step);
  const auto links = static_cast<int64_t>(reference_.LinkCount());
  recount_credit_ += options_.recount_links_per_step;
  if (options_.recount_links_per_step == 0 || recount_credit_ >= links) CompareLedger();
  census_credit_ += options_.census_lines_per_step;
  const auto channels = static_cast<int64_t>(reference_.ChannelCount());
  if (options_.census_lines_per_step == 0 || census_credit_ > links + channels) CompareCensus();
  NoteCells(input, told);
}

void Lockstep::OnEnd(const Moment& now) {
  now_ = now;
  CompareLedger();
  CompareCensus();
}

std::vector<uint32_t> Lockstep::CellsSeen() const {
  std::vector<uint32_t> cells = cells_;
  std::sort(cells.begin(), cells.end());
  return cells;
}

// What the reference cannot know. If there is no such line, the link may have been doomed by it.
size_t Lockstep::LineBytes(LinkId link, size_t nth, std::string_view head) const {
  const auto first = std::lower_bound(seen_.begin(), seen_.end(), link,
                                      [](const Seen& seen, LinkId id) { return seen.link < id; });
  if (static_cast<size_t>(seen_.end() - first) <= nth) return kLineBytesMax;
  const Seen& seen = *(first + static_cast<ptrdiff_t>(nth));
  const auto* send = std::get_if<Send>(seen.output);
  if (seen.link != link || send == nullptr) return kLineBytesMax;
  return send->line.substr(0, head.size()) == head ? send->line.size() : kLineBytesMax;
}

void Lockstep::Look(const Step& step) {
  seen_.clear();
  for (const Output& output : step.outputs) {
    if (std::holds_alternative<Note>(output)) continue;
    seen_.push_back({LinkOf(output), seen_.size(), &output});
  }
  std::sort(seen_.begin(), seen_.end(), [](const Seen& a, const Seen& b) {
    return a.link != b.link ? a.link < b.link : a.place < b.place;
  });
}

// The same input, but questions have the reference's own numbers there.
const std::vector<Told>& Lockstep::Predict(const Moment& now, const Input& input) {
  const auto* answered = std::get_if<Answered>(&input);
  if (answered == nullptr) return reference_.Advance(now, input);
  Answered own{QuestionId{}, answered->answer};
  const auto known = questions_.find(answered->question);
  if (known != questions_.end()) {
    own.question = known->second;
    questions_.erase(known);
  }
  return reference_.Advance(now, own);
}

void Lockstep::CompareOutputs(const std::vector<Told>& told) {
  told_by_link_.clear();
  for (const Told& one : told) told_by_link_.push_back(&one);
  std::stable_sort(told_by_link_.begin(), told_by_link_.end(),
                   [](const Told* a, const Told* b) { return a->link < b->link; });
  size_t i = 0;
  size_t j = 0;
  while (!verdict_ && (i < told_by_link_.size() || j < seen_.size())) {
    const Told* expected = i < told_by_link_.size() ? told_by_link_[i] : nullptr;
    const Seen* got = j < seen_.size() ? &seen_[j] : nullptr;
    // Of two links the smaller one has an output too few or too many.
    if (expected != nullptr && got != nullptr && expected->link != got->link) {
      if (expected->link < got->link) {
        got = nullptr;
      } else {
        expected = nullptr;
      }
    }
    if (expected != nullptr && got != nullptr && CompareOne(*expected, *got)) {
      ++i;
      ++j;
      continue;
    }
    if (verdict_) return;
    const LinkId link = expected != nullptr ? expected->link : got->link;
    Fail("lockstep", RuleOf(expected, got != nullptr ? got->output : nullptr),
         Cat({"link ", Number(static_cast<int64_t>(link)), ": expected ",
              expected != nullptr ? Text(*expected) : "nothing", ", got ",
              got != nullptr ? Text(*got->output) : "nothing"}));
  }
}

bool Lockstep::CompareOne(const Told& told, const Seen& seen) {
  if (const auto* line = std::get_if<ToldLine>(&told.what)) {
    const auto* send = std::get_if<Send>(seen.output);
    return send != nullptr && SameLine(*line, send->line);
  }
  if (const auto* close = std::get_if<ToldClose>(&told.what)) {
    const auto* closed = std::get_if<Close>(seen.output);
    return closed != nullptr && close->reason == closed->reason;
  }
  const auto* asked = std::get_if<Ask>(seen.output);
  return asked != nullptr && LearnQuestion(std::get<ToldAsk>(told.what), *asked);
}

bool Lockstep::LearnQuestion(const ToldAsk& told, const Ask& asked) {
  if (!SameQuestion(told, asked.question)) return false;
  if (questions_.emplace(asked.id, told.id).second) return true;
  Fail("lockstep", "ask",
       Cat({"question ", Number(static_cast<int64_t>(asked.id)), " was asked before"}));
  return false;
}

void Lockstep::CompareWake(const Step& step) {
  if (step.wake_at == reference_.WakeAt()) return;
  Fail("lockstep", "wake",
       Cat({"wake_at: expected ", Number(reference_.WakeAt().nanos()), " ns, got ",
            Number(step.wake_at.nanos()), " ns"}));
}

void Lockstep::CompareLedger() {
  recount_credit_ = 0;
  if (verdict_) return;
  const Ledger expected = reference_.Objects();
  const Ledger& got = subject_->Accounts();
  for (int i = 0; i < kAccountCount; ++i) {
    const auto account = static_cast<Account>(i);
    if (expected[account].objects == got[account].objects) continue;
    Fail("ledger-predicted", AccountName(account),
         Cat({AccountName(account), ": expected ", Number(expected[account].objects),
              " objects, got ", Number(got[account].objects)}));
  }
}

void Lockstep::CompareCensus() {
  census_credit_ = 0;
  if (verdict_) return;
  const std::string expected = reference_.Census();
  const std::string got = subject_->Census();
  if (expected == got) return;
  const std::vector<std::string> ours = Split(expected, '\n');
  const std::vector<std::string> theirs = Split(got, '\n');
  size_t line = 0;
  while (line < ours.size() && line < theirs.size() && ours[line] == theirs[line]) ++line;
  Fail("lockstep", "census",
       Cat({"expected ", Quoted(line < ours.size() ? ours[line] : ""), ", got ",
            Quoted(line < theirs.size() ? theirs[line] : "")}));
}

// Of the links that the step touched.
void Lockstep::NoteCells(const Input& input, const std::vector<Told>& told) {
  const auto note = [this](LinkId link) {
    const uint32_t cell = reference_.Cell(link);
    if (cell == Reference::kNoCell || cell_seen_[cell]) return;
    cell_seen_.set(cell);
    cells_.push_back(cell);
  };
  if (const auto* received = std::get_if<Received>(&input)) note(received->link);
  if (const auto* drained = std::get_if<Drained>(&input)) note(drained->link);
  LinkId last{};
  for (const Told& one : told) {
    if (one.link != last) note(one.link);
    last = one.link;
  }
}

void Lockstep::Fail(std::string_view law, std::string_view rule, std::string_view detail) {
  if (verdict_) return;
  const std::string nanos = Number(now_.mono.nanos());
  verdict_ = Violation{std::string(law), std::string(rule), Cat({"t=", nanos, "ns ", detail})};
}

}  // namespace confab::model
