// A reference with a hand on its clock, for worked examples. "..." stands for free text.
//
//   Rehearsal r(config);
//   r.LogOn(1, "a");
//   EXPECT_EQ(r.Say(1, "PING x"), (Lines{"1: :irc.confab.test PONG irc.confab.test :x"}));
//
// Invariants: lines are shown with their link in front, in the order told; only tests use it.

#ifndef CONFAB_MODEL_REHEARSAL_H_
#define CONFAB_MODEL_REHEARSAL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "model/reference.h"
#include "server_core/api/config.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"

namespace confab::model {

using Lines = std::vector<std::string>;

inline std::string Shown(const Told& told) {
  if (const auto* line = std::get_if<ToldLine>(&told.what)) {
    return line->text + (line->free_text ? "..." : "") + line->ending;
  }
  if (const auto* close = std::get_if<ToldClose>(&told.what)) {
    return "close " + std::string(CloseReasonName(close->reason));
  }
  const auto& ask = std::get<ToldAsk>(told.what);
  return ask.proof ? "prove " + ask.account + "|" + ask.auth_message + "|" + ask.proof_base64
                   : "parameters " + ask.account;
}

class Rehearsal {
 public:
  explicit Rehearsal(const Config& config) : reference_(config) {}

  void At(int64_t seconds) { now_.mono = Instant::FromNanos(seconds * 1'000'000'000); }
  void Wall(int64_t unix_s) { now_.wall = absl::FromUnixSeconds(unix_s); }

  // The same without the link: "3: line".
  Lines DoAll(const Input& input) {
    Lines lines;
    for (const Told& told : reference_.Advance(now_, input)) {
      if (const auto* ask = std::get_if<ToldAsk>(&told.what)) question_ = ask->id;
      lines.push_back(std::to_string(static_cast<uint64_t>(told.link)) + ": " + Shown(told));
    }
    return lines;
  }
  Lines Open(uint64_t link) { return DoAll(Opened{LinkId{link}, "192.0.2.7"}); }
  Lines Say(uint64_t link, std::string line) {
    line += "\r\n";
    return DoAll(Received{LinkId{link}, line});
  }
  Lines Answer(absl::StatusOr<std::string_view> answer) {
    return DoAll(Answered{question_, answer});
  }
  Lines Wake() { return DoAll(Woke{}); }
  void LogOn(uint64_t link, const std::string& nick) {
    Open(link);
    Say(link, "NICK " + nick);
    Say(link, "USER " + nick + " 0 * :Real " + nick);
  }

  const Reference& reference() const { return reference_; }
  int64_t WakeSeconds() const { return reference_.WakeAt().nanos() / 1'000'000'000; }

 private:
  Reference reference_;
  Moment now_{Instant(), absl::UnixEpoch()};
  QuestionId question_{};
};

}  // namespace confab::model

#endif  // CONFAB_MODEL_REHEARSAL_H_
