#include "props/probes/probe.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "props/laws/wire_view.h"
#include "props/probes/scene.h"
#include "server_core/api/config.h"
#include "server_core/api/event.h"
#include "server_core/api/ledger.h"
#include "server_core/api/subject.h"

namespace confab::props {
namespace {

class Silent final : public Subject {
 public:
  Step Advance(const Moment&, const Input&) override { return {{}, Instant::Never()}; }
  std::string Census() const override { return ""; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger_; }

 private:
  Ledger ledger_;
};

// Steps made up by hand, and what probes make of them.
class Watch {
 public:
  void Step(const Input& input, std::vector<Output> outputs, Instant wake_at = Instant::Never()) {
    const confab::Step step{outputs, wake_at};
    const Moment now{Instant::FromNanos(at_ns), absl::UnixEpoch()};
    wire_.OnStep(now, input, step);
    scene_.Take(now, input, step);
    Look(scene_, reached_);
  }
  void Say(std::string_view line, std::vector<Output> outputs) {
    Step(Received{LinkId{1}, line}, std::move(outputs));
  }
  bool Reached(std::string_view name) const {
    for (size_t i = 0; i < AllProbes().size(); ++i) {
      if (AllProbes()[i].name == name) return reached_.test(i);
    }
    ADD_FAILURE() << "no probe " << name;
    return false;
  }

  int64_t at_ns = 0;

 private:
  Config config_;
  Silent silent_;
  WireView wire_{config_, silent_};
  Scene scene_{wire_};
  ProbeSet reached_;
};

Output Line(std::string_view line) { return Send{LinkId{1}, line}; }

TEST(ProbeTest, NamesAreUniqueAndEveryRequiredProbeHasABudget) {
  std::set<std::string> names = {CanaryProbe().name};
  for (const Probe& probe : AllProbes()) {
    EXPECT_TRUE(names.insert(probe.name).second) << probe.name;
    EXPECT_FALSE(probe.what.empty());
    EXPECT_TRUE(probe.expectation != Expectation::kSometimes || probe.budget_runs > 0);
  }
}

TEST(ProbeTest, WhatAVerbComesToIsTold) {
  Watch watch;
  watch.Step(Opened{LinkId{1}, "h", false}, {});
  watch.Say("nick 9\r\n", {Line(":s 432 * 9 :bad\r\n")});
  EXPECT_TRUE(watch.Reached("NICK-connected-refused"));
  EXPECT_FALSE(watch.Reached("NICK-connected-taken"));
  EXPECT_TRUE(watch.Reached("numeric-432"));
  watch.Say("NICK a\r\n", {});
  EXPECT_TRUE(watch.Reached("NICK-connected-taken"));
}

TEST(ProbeTest, LinesThatComeTogetherHaveNoAnswerOfTheirOwn) {
  Watch watch;
  watch.Step(Opened{LinkId{1}, "h", false}, {});
  watch.Say("NICK a\r\nPING\r\n", {Line(":s 409 a :no\r\n")});
  EXPECT_FALSE(watch.Reached("PING-connected-refused"));
  EXPECT_TRUE(watch.Reached("numeric-409"));
}

TEST(ProbeTest, ARefusalInAnExchangeIsSeenThereOnly) {
  Watch watch;
  watch.Step(Opened{LinkId{1}, "h", false}, {});
  watch.Say("NICK a\r\n", {Line(":s 433 * a :taken\r\n")});
  EXPECT_FALSE(watch.Reached("433-in-exchange"));
  watch.Say("AUTH SCRAM-SHA-256 I :x\r\n", {Ask{QuestionId{1}, LinkId{1}, ScramParameters{"x"}}});
  watch.Say("NICK a\r\n", {Line(":s 433 * a :taken\r\n")});
  EXPECT_TRUE(watch.Reached("433-in-exchange"));
  EXPECT_TRUE(watch.Reached("NICK-in-AUTH-refused"));
  EXPECT_FALSE(watch.Reached("answer-after-433"));
  watch.Step(Answered{QuestionId{1}, "n s 4096"}, {});
  EXPECT_TRUE(watch.Reached("answer-after-433"));
}

// One nanosecond tells a deadline from what is not one.
TEST(ProbeTest, DeadlinesAreMetToTheNanosecond) {
  for (const int64_t early_ns : {0, 1, 2}) {
    Watch watch;
    watch.Step(Opened{LinkId{1}, "h", false}, {}, Instant::FromNanos(100));
    watch.at_ns = 100 - early_ns;
    watch.Say("x", {});
    EXPECT_EQ(watch.Reached("bytes-at-the-deadline"), early_ns == 0);
    EXPECT_EQ(watch.Reached("bytes-at-the-last-nanosecond"), early_ns == 1);
  }
}

TEST(ProbeTest, EndsAndEventsAreTold) {
  Watch watch;
  watch.Step(Opened{LinkId{1}, "h", false}, {});
  EXPECT_FALSE(watch.Reached("end-quit"));
  watch.Say("QUIT\r\n", {Line("ERROR :bye\r\n"), Close{LinkId{1}, CloseReason::kQuit},
                         Note{Event::kClientClosed, LinkId{1}, {}}});
  EXPECT_TRUE(watch.Reached("end-quit"));
  EXPECT_TRUE(watch.Reached("event-CLIENT_CLOSED"));
  EXPECT_TRUE(watch.Reached("QUIT-connected-taken"));
}

}  // namespace
}  // namespace confab::props
