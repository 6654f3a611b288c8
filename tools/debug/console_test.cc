#include "tools/debug/console.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "sim/scenario.pb.h"
#include "tools/debug/moment_text.h"

namespace confab::tools {
namespace {

// A session: lines in, and what each is answered.
class Session {
 public:
  explicit Session(ConsoleOptions options = {},
                   sim::Scenario scenario = props::ChatTrial().generate(3, props::Profile::kChat)) {
    if (options.bench.time.laws.empty()) options.bench.time.laws = props::LawsByDefault();
    options.file = "drawn";
    options.write = [this](const std::string&, const sim::Scenario& saved) {
      saved_ = saved;
      return absl::OkStatus();
    };
    auto console = Console::Open(scenario, options, out_);
    EXPECT_TRUE(console.ok()) << console.status();
    if (console.ok()) console_ = *std::move(console);
  }

  std::string Say(std::string_view line) {
    out_.str("");
    goes_on_ = console_->Do(line);
    return out_.str();
  }
  Console& console() { return *console_; }
  bool goes_on() const { return goes_on_; }
  const sim::Scenario& saved() const { return saved_; }

 private:
  std::ostringstream out_;
  std::unique_ptr<Console> console_;
  bool goes_on_ = true;
  sim::Scenario saved_;
};

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The event of the prompt: "[event 12, 240 s] ".
std::string EventOf(Session& session) {
  const std::string prompt = session.console().Prompt();
  return prompt.substr(0, prompt.find(','));
}

TEST(ConsoleTest, AnEmptyLineDoesTheLastOneAgain) {
  Session session;
  EXPECT_EQ(session.Say(""), "");
  session.Say("step 2");
  session.Say("");
  EXPECT_EQ(EventOf(session), "[event 4");
  session.Say("# a remark is no command");
  session.Say("  ");
  EXPECT_EQ(EventOf(session), "[event 6");
}

TEST(ConsoleTest, WhatIsRefusedChangesNothingAndSaysWhatToDo) {
  Session session;
  session.Say("step 5");
  EXPECT_FALSE(session.console().refused());
  const std::pair<std::string_view, std::string_view> refusals[] = {
      {"stpe", "is it step?"},
      {"zzzzzzz", "`help` lists them"},
      {"step x", "how many is a number"},
      {"until soon", "say 240s"},
      {"goto nowhere", "`mark nowhere` makes it one"},
      {"goto other:3", "`forks` lists them"},
      {"break", "break at what?"},
      {"break client x", "a client's id is a number"},
      {"watch the sea", "watch what?"},
      {"clear 7", "`stops` lists them"},
      {"state of affairs", "state of what?"},
      {"state client 999", "no client 999"},
      {"pending 0", "at least one"},
      {"diff 99999", "there is no event 99999"},
      {"mark 7th", "begins with no digit"},
      {"fork undo", "there are insert, delete, move and change"},
      {"switch fork-9", "`forks` lists them"},
      {"save", "needs a FILE"},
      {"help me", "no command 'me'"},
  };
  const std::string before = session.Say("state") + session.Say("pending") + session.Say("stops");
  for (const auto& [line, why] : refusals) {
    const std::string answer = session.Say(line);
    EXPECT_TRUE(answer.starts_with("refused: ") && Has(answer, why)) << line << ": " << answer;
    EXPECT_EQ(std::count(answer.begin(), answer.end(), '\n'), 1) << answer;
    EXPECT_EQ(EventOf(session), "[event 5") << line;
  }
  EXPECT_EQ(session.Say("state") + session.Say("pending") + session.Say("stops"), before);
  EXPECT_TRUE(session.console().refused());
}

TEST(ConsoleTest, EveryCommandIsListedAndHasItsHelp) {
  Session session;
  std::istringstream list(session.Say("help"));
  int commands = 0;
  for (std::string also, name; list >> also >> name && also != "An"; ++commands) {
    EXPECT_TRUE(Has(session.Say("help " + name), name)) << name;
    EXPECT_EQ(session.Say("help " + also), session.Say("help " + name));
    std::getline(list, name);
  }
  EXPECT_EQ(commands, 23);
  EXPECT_TRUE(Has(session.Say("help fork"), "insert client ID at TIME DEED"));
  EXPECT_TRUE(session.goes_on());
  session.Say("exit");
  EXPECT_FALSE(session.goes_on());
}

// What stops a run on the way there stops it on the way back, whatever it is.
TEST(ConsoleTest, StopsAreTheSameFromBothSides) {
  for (const std::string stop :
       {"break client 2", "break text JOIN", "break command PRIVMSG", "watch counters",
        "watch account send_queues", "break probe JOIN-logged-on-taken", "break event 33"}) {
    Session session;
    EXPECT_EQ(session.Say(stop), "stop 1\n");
    std::vector<std::string> there;
    while (Has(session.Say("run"), "stop 1")) there.push_back(EventOf(session));
    std::vector<std::string> back;
    // The last event of the run may be a stop itself, and is not behind where we are.
    if (!there.empty() && EventOf(session) == there.back()) back.push_back(there.back());
    while (Has(session.Say("rrun"), "stop 1")) back.push_back(EventOf(session));
    EXPECT_EQ(EventOf(session), "[event 0");
    EXPECT_FALSE(there.empty()) << stop;
    std::reverse(back.begin(), back.end());
    EXPECT_EQ(back, there) << stop;
  }
}

TEST(ConsoleTest, StopsAtTheBreachOfALaw) {
  ConsoleOptions options;
  options.bench.time.laws = {props::FindLaw("canary")};
  Session session(options);
  session.Say("break law canary");
  const std::string answer = session.Say("run");
  EXPECT_TRUE(Has(answer, "stop 1 (law canary)")) << answer;
  EXPECT_TRUE(Has(answer, "BROKEN: canary (rule canary, safety)")) << answer;
  session.Say("back");
  EXPECT_TRUE(session.console().found().has_value());
}

TEST(ConsoleTest, ShowsTheLastEventsOfMany) {
  Session session;
  EXPECT_FALSE(Has(session.Say("step " + std::to_string(kEventsShownMax)), "more before these"));
  EXPECT_TRUE(
      Has(session.Say("step " + std::to_string(kEventsShownMax + 1)), "(1 more before these)"));
}

TEST(ConsoleTest, CountsWhatIsToComeAndNotShown) {
  Session session;
  const std::string all = session.Say("pending 100000");
  const auto lines = std::count(all.begin(), all.end(), '\n');
  ASSERT_GT(lines, 2);
  EXPECT_EQ(session.Say("pending " + std::to_string(lines)), all);
  EXPECT_TRUE(Has(session.Say("pending " + std::to_string(lines - 1)), "and 1 more"));
}

TEST(ConsoleTest, TranscriptEndsWithTheLastLine) {
  Session session;
  session.Say("run");
  const std::string two = session.Say("transcript 2");
  const std::string one = session.Say("transcript 1");
  EXPECT_EQ(std::count(two.begin(), two.end(), '\n'), 2);
  EXPECT_EQ(std::count(one.begin(), one.end(), '\n'), 1);
  EXPECT_TRUE(two.ends_with(one));
}

TEST(ConsoleTest, ForksAreLimited) {
  Session session;
  for (size_t i = 1; i < kForksMax; ++i) EXPECT_TRUE(session.Say("fork").starts_with("fork-"));
  EXPECT_TRUE(Has(session.Say("fork"), "no room for more"));
}

TEST(ConsoleTest, AForkIsSavedWithWhatItComesTo) {
  ConsoleOptions options;
  options.bench.time.laws = {props::FindLaw("canary")};
  options.planted = "some-defect";
  Session broken(options);
  EXPECT_TRUE(Has(broken.Say("save x"), "expects the breach of canary"));
  EXPECT_EQ(broken.saved().expect().law(), "canary");
  EXPECT_EQ(broken.saved().expect().planted(), "some-defect");

  Session session;
  session.Say("step 3");
  session.Say("fork insert client 777 at +1ms connect secure");
  EXPECT_TRUE(Has(session.Say("save x"), "no law is broken"));
  EXPECT_FALSE(session.saved().has_expect());
  EXPECT_EQ(session.saved().from().note(),
            "drawn, from main at event 3: insert client 777 at +1ms connect secure");
  EXPECT_EQ(session.saved().client().rbegin()->id(), 777u);
  EXPECT_TRUE(session.saved().action().rbegin()->connect().secure());
}

TEST(ConsoleTest, AMarkIsWhereItWasSet) {
  Session session;
  session.Say("step 7");
  session.Say("mark seven");
  session.Say("step 20");
  session.Say("fork");
  session.Say("run");
  session.Say("goto seven");
  EXPECT_EQ(session.console().Prompt().substr(0, 14), "[main: event 7");
  EXPECT_EQ(session.Say("diff seven"), "no difference\n");
  EXPECT_TRUE(Has(session.Say("diff fork-1:20 ."), "--- fork-1 event 20\n+++ main event 7\n"));
}

TEST(ConsoleTest, WhoeverInterruptsIsHeard) {
  ConsoleOptions options;
  options.bench.goes_on = [](uint64_t) { return false; };
  Session session(options);
  EXPECT_TRUE(session.Say("run").starts_with("interrupted\n"));
  session.Say("step 9");
  EXPECT_TRUE(session.Say("rrun").starts_with("interrupted\n"));
  EXPECT_EQ(EventOf(session), "[event 9");
}

TEST(ConsoleTest, TellsOfADeathBeforeItComes) {
  ConsoleOptions options;
  options.bench.time.death_in = [](const sim::Scenario&) {
    return SubjectDeath{4, "exit-1", "a.cc:7: CONFAB_CHECK failed"};
  };
  Session session(options);
  const std::string answer = session.Say("run");
  EXPECT_TRUE(Has(answer, "dies of the next event (exit-1)\n  a.cc:7: CONFAB_CHECK")) << answer;
  EXPECT_EQ(session.Say("step"), answer.substr(answer.find("BROKEN")));
  EXPECT_TRUE(session.console().dies());
  session.Say("save x");
  EXPECT_EQ(session.saved().expect().law(), "crash");
}

std::string Numbers(size_t lines) {
  std::string text;
  for (size_t i = 0; i < lines; ++i) text += std::to_string(i) + "\n";
  return text;
}

TEST(MomentTextTest, ADiffHasWhatDiffersAndALittleAround) {
  EXPECT_EQ(UnifiedDiff("a", Numbers(9), "b", Numbers(9)), "");
  const std::string other = "new\n" + Numbers(9);
  EXPECT_EQ(UnifiedDiff("a", Numbers(9), "b", other), "--- a\n+++ b\n+new\n 0\n 1\n");
  EXPECT_EQ(UnifiedDiff("a", Numbers(4), "b", "0\n1\n3\n"), "--- a\n+++ b\n 0\n 1\n-2\n 3\n");
}

TEST(MomentTextTest, LongTextsAreNotCompared) {
  const auto marks = [](size_t lines) {
    const std::string diff = UnifiedDiff("a", Numbers(lines), "b", Numbers(lines - 1) + "x\n");
    return std::count(diff.begin(), diff.end(), '\n') - 2;
  };
  EXPECT_EQ(marks(kDiffLinesMax), static_cast<int64_t>(2 + kDiffContextLines));
  EXPECT_EQ(marks(kDiffLinesMax + 1), static_cast<int64_t>(2 * (kDiffLinesMax + 1)));
}

}  // namespace
}  // namespace confab::tools
