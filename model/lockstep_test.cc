// Each way to lie is found, and named by the right law and rule.

#include "model/lockstep.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "model/reference.h"

namespace confab::model {
namespace {

constexpr std::string_view kFreeText = "for people";

// A subject that says what the clauses demand, until it is told to lie.
class Parrot final : public Subject, private Sizes {
 public:
  explicit Parrot(const Config& config) : reference_(config, this) {}

  [[nodiscard]] Step Advance(const Moment& now, const Input& input) override {
    outputs_.clear();
    texts_.clear();
    for (const Told& told : reference_.Advance(now, InOwnNumbers(input))) Render(told);
    if (lie) lie(outputs_);
    return {outputs_, wake_lie ? *wake_lie : reference_.WakeAt()};
  }
  std::string Census() const override { return reference_.Census() + census_lie; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override {
    ledger_ = reference_.Objects();
    ledger_[lying_account].objects += ledger_lie;
    return ledger_;
  }
  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  std::function<void(std::vector<Output>&)> lie;
  std::optional<Instant> wake_lie;
  std::string census_lie;
  Account lying_account = Account::kLinks;
  int64_t ledger_lie = 0;

 private:
  size_t LineBytes(LinkId, size_t, std::string_view head) const override {
    return head.size() + kFreeText.size() + 15 + 2;
  }
  static Input InOwnNumbers(const Input& input) {
    const auto* answered = std::get_if<Answered>(&input);
    if (answered == nullptr) return input;
    const auto id = static_cast<uint64_t>(answered->question) - 100;
    return Answered{QuestionId{id}, answered->answer};
  }
  void Render(const Told& told) {
    if (const auto* line = std::get_if<ToldLine>(&told.what)) {
      std::string text = line->text;
      if (line->free_text) {
        text += std::string(kFreeText.size() + 15 - line->ending.size(), '.') + line->ending;
      }
      outputs_.push_back(Send{told.link, Keep(text + "\r\n")});
    } else if (const auto* close = std::get_if<ToldClose>(&told.what)) {
      outputs_.push_back(Close{told.link, close->reason});
    } else {
      const auto& ask = std::get<ToldAsk>(told.what);
      Question question = ScramParameters{ask.account};
      if (ask.proof) question = ScramProof{ask.account, ask.auth_message, ask.proof_base64};
      const auto id = static_cast<uint64_t>(ask.id) + 100;  // its own numbering
      outputs_.push_back(Ask{QuestionId{id}, told.link, question});
    }
  }

  Reference reference_;
  std::vector<Output> outputs_;
  std::deque<std::string> texts_;
  mutable Ledger ledger_;
};

// A parrot under lockstep, with two users on a channel and one link that only connected.
class LockstepTest : public ::testing::Test {
 protected:
  LockstepTest() {
    Do(Opened{LinkId{1}, "h"});
    Do(Opened{LinkId{2}, "h"});
    Do(Opened{LinkId{3}, "h"});
    Say(1, "NICK a\r\nUSER a 0 * :A\r\nJOIN #x\r\n");
    Say(2, "NICK b\r\nUSER b 0 * :B\r\nJOIN #x\r\n");
    EXPECT_EQ(lockstep_.Verdict(), std::nullopt);
  }

  void Do(const Input& input) {
    const Step step = parrot_.Advance(now_, input);
    lockstep_.OnStep(now_, input, step);
  }
  void Say(uint64_t link, std::string_view bytes) { Do(Received{LinkId{link}, bytes}); }

  std::string Found() const {
    const auto& verdict = lockstep_.Verdict();
    return verdict ? verdict->law + "/" + verdict->rule : "nothing";
  }
  // The n-th output of the next steps' outputs becomes another line.
  void LieInLine(size_t place, std::string_view from, std::string_view to) {
    parrot_.lie = [this, place, from, to](std::vector<Output>& outputs) {
      auto& send = std::get<Send>(outputs.at(place));
      std::string line(send.line);
      line.replace(line.find(from), from.size(), to);
      send.line = parrot_.Keep(line);
    };
  }

  Moment now_{Instant(), absl::UnixEpoch()};
  const Config config_;
  Parrot parrot_{config_};
  Lockstep lockstep_{config_, parrot_, LockstepOptions{0, 0}};
};

TEST_F(LockstepTest, TheTruthIsNoViolation) {
  Say(3, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc\r\n");
  Do(Answered{QuestionId{101}, "XYZ c2FsdA== 4096"});
  Say(3, "AUTH SCRAM-SHA-256 S :c=biws,r=abcXYZ,p=cA==\r\n");
  Do(Answered{QuestionId{102}, "c2ln"});
  Say(3, "AUTH SCRAM-SHA-256 S\r\nNICK c\r\nUSER c 0 * :C\r\nJOIN #x\r\n");
  now_.mono = Instant::FromNanos(240'000'000'000);
  Do(Woke{});
  Say(1, "QUIT\r\n");
  Do(Lost{LinkId{2}, ""});
  Do(Lost{LinkId{3}, ""});
  lockstep_.OnEnd(now_);
  EXPECT_EQ(Found(), "nothing");
}

TEST_F(LockstepTest, NotesAndOrderAcrossLinksAreFree) {
  parrot_.lie = [](std::vector<Output>& outputs) {
    std::reverse(outputs.begin(), outputs.end());
    outputs.push_back(Note{Event::kInputRefused, LinkId{1}, {}});
  };
  Say(1, "PART #x\r\n");
  EXPECT_EQ(Found(), "nothing");
}

TEST_F(LockstepTest, FreeTextIsFree) {
  LieInLine(0, ":....", ":free");
  Say(1, "NICK 1\r\n");
  EXPECT_EQ(Found(), "nothing");
}

TEST_F(LockstepTest, AWrongNumericIsFound) {
  LieInLine(0, " 432 ", " 433 ");
  Say(1, "NICK 1\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, AWrongEndingOfTheWelcomeIsFound) {
  Say(3, "NICK c\r\n");
  LieInLine(0, "c!~c@h", "c!~d@h");
  Say(3, "USER c 0 * :C\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, AMissingLineIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) { outputs.pop_back(); };
  Say(1, "PRIVMSG b :hi\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, ALineTooManyIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) { outputs.push_back(outputs.front()); };
  Say(1, "PRIVMSG b :hi\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, ALineForAnotherIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) {
    std::get<Send>(outputs.front()).link = LinkId{3};
  };
  Say(1, "PRIVMSG b :hi\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, AWrongOrderWithinALinkIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) { std::swap(outputs.at(0), outputs.at(1)); };
  Say(1, "PRIVMSG b :one\r\nPRIVMSG b :two\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, ALineWithoutItsEndIsFound) {
  LieInLine(0, "\r\n", "\n");
  Say(1, "PRIVMSG b :hi\r\n");
  EXPECT_EQ(Found(), "lockstep/reply");
}

TEST_F(LockstepTest, AWrongReasonOfACloseIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) {
    std::get<Close>(outputs.back()).reason = CloseReason::kPingTimeout;
  };
  Say(1, "QUIT\r\n");
  EXPECT_EQ(Found(), "lockstep/close");
}

TEST_F(LockstepTest, AMissingCloseIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) { outputs.pop_back(); };
  Say(3, "QUIT\r\n");
  EXPECT_EQ(Found(), "lockstep/close");
}

TEST_F(LockstepTest, AWrongQuestionIsFound) {
  parrot_.lie = [](std::vector<Output>& outputs) {
    std::get<Ask>(outputs.back()).question = ScramParameters{"bo"};
  };
  Say(3, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc\r\n");
  EXPECT_EQ(Found(), "lockstep/ask");
}

TEST_F(LockstepTest, AQuestionNumberUsedTwiceIsFound) {
  const auto same_number = [](std::vector<Output>& outputs) {
    for (Output& output : outputs) {
      if (auto* ask = std::get_if<Ask>(&output)) ask->id = QuestionId{7};
    }
  };
  parrot_.lie = same_number;
  Say(3, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc\r\n");
  Say(3, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc\r\n");
  EXPECT_EQ(Found(), "lockstep/ask");
}

TEST_F(LockstepTest, AWakeUpOneNanosecondOffIsFound) {
  parrot_.wake_lie = Instant::FromNanos(60'000'000'001);
  Say(3, "PING x\r\n");
  EXPECT_EQ(Found(), "lockstep/wake");
}

TEST_F(LockstepTest, AWrongCensusIsFound) {
  parrot_.census_lie = "channel #y topic=0 members=a\n";
  Say(3, "PING x\r\n");
  EXPECT_EQ(Found(), "lockstep/census");
}

TEST_F(LockstepTest, AWrongCountIsFoundByItsAccount) {
  for (int i = 0; i < kAccountCount; ++i) {
    Parrot parrot(config_);
    Lockstep watching(config_, parrot, LockstepOptions{0, 0});
    parrot.lying_account = static_cast<Account>(i);
    parrot.ledger_lie = i % 2 == 0 ? 1 : -1;
    const Input input = Opened{LinkId{1}, "h"};
    watching.OnStep(now_, input, parrot.Advance(now_, input));
    ASSERT_TRUE(watching.Verdict());
    EXPECT_EQ(watching.Verdict()->law, "ledger-predicted");
    EXPECT_EQ(watching.Verdict()->rule, AccountName(static_cast<Account>(i)));
  }
}

TEST_F(LockstepTest, TheFirstViolationStands) {
  LieInLine(0, " 432 ", " 433 ");
  Say(1, "NICK 1\r\n");
  const std::string detail = lockstep_.Verdict()->detail;
  parrot_.lie = nullptr;
  parrot_.ledger_lie = 1;
  Say(1, "PING x\r\n");
  lockstep_.OnEnd(now_);
  EXPECT_EQ(lockstep_.Verdict()->detail, detail);
  EXPECT_EQ(detail,
            "t=0ns link 1: expected `:irc.confab.test 432 a 1 :...\\r\\n`, got "
            "`:irc.confab.test 433 a 1 :.........................\\r\\n`");
}

TEST_F(LockstepTest, WhatIsLookedAtSeldomIsLookedAtInTheEnd) {
  Parrot parrot(config_);
  Lockstep watching(config_, parrot, LockstepOptions{1, 1});
  const auto advance = [&](const Input& input) {
    watching.OnStep(now_, input, parrot.Advance(now_, input));
  };
  for (uint64_t link = 1; link <= 5; ++link) advance(Opened{LinkId{link}, "h"});
  parrot.census_lie = "x\n";
  advance(Opened{LinkId{6}, "h"});
  EXPECT_FALSE(watching.Verdict());
  watching.OnEnd(now_);
  ASSERT_TRUE(watching.Verdict());
  EXPECT_EQ(watching.Verdict()->rule, "census");
}

TEST_F(LockstepTest, CellsAreCollectedAscending) {
  const std::vector<uint32_t> before = lockstep_.CellsSeen();
  EXPECT_FALSE(before.empty());
  EXPECT_TRUE(std::is_sorted(before.begin(), before.end()));
  Say(3, "IRCX\r\n");
  EXPECT_EQ(lockstep_.CellsSeen().size(), before.size() + 1);
}

}  // namespace
}  // namespace confab::model
