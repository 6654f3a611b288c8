#include "props/transcripts/player.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server_core/api/check.h"
#include "server_core/api/config.h"
#include "server_core/api/event.h"
#include "server_core/server.h"

namespace confab::props {
namespace {

constexpr std::string_view kFence = "```";
constexpr std::string_view kBegin = "```transcript";
constexpr std::string_view kAnyRest = "...";
constexpr int64_t kEpochSeconds = 1'000'000'000;

// The number at the front of a text, which is taken off; 0 if there is none.
int64_t TakeNumber(std::string_view& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return 0;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

std::string_view TakeWord(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

Duration SpanOf(std::string_view text) {
  const int64_t number = TakeNumber(text);
  if (text == "ns") return Duration(number);
  return text == "ms" ? Duration(std::chrono::milliseconds(number))
                      : Duration(std::chrono::seconds(number));
}

// "..." stands for any text, at the end or, once, within.
bool Matches(std::string_view expected, std::string_view told) {
  const size_t at = expected.find(kAnyRest);
  if (at == std::string_view::npos) return expected == told;
  const std::string_view head = expected.substr(0, at);
  const std::string_view tail = expected.substr(at + kAnyRest.size());
  return told.size() >= head.size() + tail.size() && told.starts_with(head) && told.ends_with(tail);
}

std::string Told(const Output& output) {
  if (const auto* send = std::get_if<Send>(&output)) {
    return "< " + std::string(send->line.substr(0, send->line.size() - 2));
  }
  if (const auto* close = std::get_if<Close>(&output)) {
    return "! " + std::string(CloseReasonName(close->reason));
  }
  const auto& ask = std::get<Ask>(output);
  const std::string number = std::to_string(static_cast<uint64_t>(ask.id));
  if (const auto* proof = std::get_if<ScramProof>(&ask.question)) {
    return "? " + number + " proof of " + std::string(proof->account);
  }
  return "? " + number + " parameters of " +
         std::string(std::get<ScramParameters>(ask.question).account);
}

}  // namespace

std::vector<std::string> TranscriptLines(std::string_view markdown) {
  std::vector<std::string> lines;
  bool inside = false;
  for (int number = 1; !markdown.empty(); ++number) {
    const std::string_view line = markdown.substr(0, markdown.find('\n'));
    markdown.remove_prefix(std::min(markdown.size(), line.size() + 1));
    if (line.starts_with(kFence)) {
      inside = line == kBegin;
    } else if (inside && !line.empty()) {
      lines.push_back(std::to_string(number) + " " + std::string(line));
    }
  }
  return lines;
}

Player::Player() : now_{Instant(), absl::FromUnixSeconds(kEpochSeconds)} {
  auto server = ChatServer::Create(std::make_shared<const Config>(), /*seed=*/1, now_);
  CONFAB_CHECK(server.ok());
  server_ = *std::move(server);
}

void Player::Play(std::string_view line) {
  at_ = TakeWord(line);
  if (line.starts_with("wait ")) return Wait(line.substr(5));
  if (line.starts_with("answer ")) return Answer(line.substr(7));
  const auto link = static_cast<uint64_t>(TakeNumber(line));
  if (link == 0 || line.empty()) return Complain("is not in the words of README.md");
  const char mark = line.front();
  line.remove_prefix(line.size() > 1 ? 2 : 1);
  PlayOnLink(link, mark, line);
}

void Player::PlayOnLink(uint64_t link, char mark, std::string_view text) {
  const LinkId id{link};
  switch (mark) {
    case '+':
      return Give(Opened{id, text});
    case '-':
      return Give(Lost{id, text});
    case '>':
      return Give(Received{id, std::string(text) + "\r\n"});
    case '<':
    case '!':
    case '?':
      return Expect(link, std::string(1, mark) + " " + std::string(text));
    default:
      return Complain("has an unknown mark");
  }
}

void Player::Expect(uint64_t link, std::string_view expected) {
  std::deque<std::string>& told = told_[link];
  if (expected == "< ...") {
    while (!told.empty() && told.front().starts_with("<")) told.pop_front();
    return;
  }
  if (told.empty()) return Complain("came not: nothing was told");
  const std::string first = std::move(told.front());
  told.pop_front();
  if (!Matches(expected, first)) Complain("came not, but: " + first);
}

// As a shell sleeps: never past the moment the server asked for.
void Player::Wait(std::string_view span) {
  ExpectNothingLeft();
  const Instant until = now_.mono + SpanOf(span);
  const absl::Time start = now_.wall - absl::Nanoseconds(now_.mono.nanos());
  const auto pass_to = [&](Instant at) { now_ = {at, start + absl::Nanoseconds(at.nanos())}; };
  while (wake_at_ <= until) {
    pass_to(std::max(wake_at_, now_.mono));
    Obey(server_->Advance(now_, Woke{}));
  }
  pass_to(until);
}

void Player::Answer(std::string_view text) {
  ExpectNothingLeft();
  const QuestionId question{static_cast<uint64_t>(TakeNumber(text))};
  text.remove_prefix(std::min<size_t>(text.size(), 1));
  if (text == "no") {
    Give(Answered{question, absl::NotFoundError("no")});
  } else {
    Give(Answered{question, text});
  }
}

void Player::Give(const Input& input) {
  ExpectNothingLeft();
  Obey(server_->Advance(now_, input));
}

void Player::Obey(const Step& step) {
  wake_at_ = step.wake_at;
  for (const Output& output : step.outputs) {
    if (std::holds_alternative<Note>(output)) continue;
    const LinkId link = std::visit([](const auto& any) { return any.link; }, output);
    told_[static_cast<uint64_t>(link)].push_back(Told(output));
  }
}

void Player::ExpectNothingLeft() {
  for (auto& [link, told] : told_) {
    for (const std::string& line : told) {
      Complain("comes too early: link " + std::to_string(link) + " was told also: " + line);
    }
    told.clear();
  }
}

void Player::Finish() {
  at_ = "the end";
  ExpectNothingLeft();
}

void Player::Complain(std::string_view what) {
  complaints_.push_back("line " + at_ + " " + std::string(what));
}

}  // namespace confab::props
