// The page in a browser: opened without a window, asked by its address, answered in `#status`.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "tools/show/html.h"
#include "tools/show/story.h"

namespace confab::tools {
namespace {

constexpr size_t kManyEvents = 100'000;
constexpr size_t kFewEvents = 4'000;
constexpr uint32_t kClients = 20;
constexpr size_t kNeedleEvery = 1'000;
constexpr int kRowsMax = 100;  // in the document; a window of 900 px has room for 30

// Clients that take turns, each line followed by its answer; links come one by one and stay.
Story Chatter(size_t events) {
  Story story;
  story.title = "chatter.textproto";
  story.replay = "tools/dev replay chatter.textproto";
  story.lanes.push_back({0, "server", "irc.test", ""});
  for (uint32_t client = 1; client <= kClients; ++client) {
    story.lanes.push_back({client, "client " + std::to_string(client), "regular", "10.0.0.1"});
  }
  for (size_t i = 0; i < events; ++i) {
    StoryEvent event;
    event.step = static_cast<int64_t>(i / 2);
    event.at_ns = event.step * 1'000'000;
    event.kind = i % 2 == 0 ? StoryKind::kHeard : StoryKind::kTold;
    event.lane = 1 + static_cast<uint32_t>(event.step) % kClients;
    event.link = event.lane;
    if (i % 2 == 1) event.cause = static_cast<int64_t>(i) - 1;
    const std::string word = i % kNeedleEvery == 0 ? "needle" : "hay";
    event.text = "PRIVMSG #a :" + word + " " + std::to_string(i % 97) + "\r\n";
    story.events.push_back(event);
    if (i % 2 != 0) continue;
    const std::string link = "link " + std::to_string(event.lane);
    const std::string nick = "logged-on nick=n" + std::to_string(i);
    story.census.push_back({event.step, link, nick});
    story.ledger.push_back({event.step, Account::kUsers, {event.step, 64}});
  }
  story.steps = static_cast<int64_t>(events / 2);
  story.end_ns = story.events.back().at_ns;
  StoryBreach breach;
  breach.law = "keepalive";
  breach.rule = "p3";
  breach.detail = "late";
  breach.at_ns = story.end_ns;
  StoryEvent broken = story.events.back();
  broken.kind = StoryKind::kBroken;
  broken.text = "keepalive (p3): late";
  story.events.push_back(broken);
  story.broken_step = broken.step;
  story.breach = breach;
  return story;
}

std::string Directory() { return ::testing::TempDir(); }

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// What the page says of itself.
struct Answer {
  std::string document;
  std::string console;
  std::map<std::string, std::string> status;

  int Number(const std::string& key) const {
    const auto at = status.find(key);
    return at == status.end() ? -1 : std::atoi(at->second.c_str());
  }
};

// The attributes "data-NAME" of the element whose id is "status".
std::map<std::string, std::string> StatusOf(const std::string& document) {
  std::map<std::string, std::string> status;
  size_t at = document.find("<output id=\"status\"");
  const size_t end = document.find('>', at);
  while (at != std::string::npos && (at = document.find("data-", at)) < end) {
    const size_t equals = document.find("=\"", at);
    const size_t quote = document.find('"', equals + 2);
    status[document.substr(at + 5, equals - at - 5)] =
        document.substr(equals + 2, quote - equals - 2);
    at = quote;
  }
  return status;
}

Answer Ask(const std::string& file, const std::string& address) {
  const std::string base = Directory() + "/browser";
  // As root a browser refuses its own sandbox; what it opens here is ours.
  const std::string command =
      "HOME='" + base + "' chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage" +
      " --user-data-dir='" + base + "' --enable-logging=stderr --window-size=1400,900 --dump-dom" +
      " 'file://" + file + "#" + address + "' >'" + base + ".html' 2>'" + base + ".log'";
  EXPECT_EQ(std::system(command.c_str()), 0)
      << "chromium must be installed (tools/dev doctor): " << Contents(base + ".log");
  Answer answer;
  answer.document = Contents(base + ".html");
  answer.console = Contents(base + ".log");
  answer.status = StatusOf(answer.document);
  EXPECT_EQ(answer.Number("errors"), 0);
  EXPECT_EQ(answer.console.find("CONSOLE"), std::string::npos) << answer.console;
  return answer;
}

std::string Write(const std::string& name, const std::string& html) {
  const std::string path = Directory() + "/" + name;
  std::ofstream(path) << html;
  return path;
}

class Page : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    small_ = new std::string(Write("small.html", HtmlOf(Chatter(kFewEvents))));
    large_ = new std::string(Write("large.html", HtmlOf(Chatter(kManyEvents))));
  }
  static void TearDownTestSuite() {
    delete small_;
    delete large_;
  }

  static std::string* small_;
  static std::string* large_;
};
std::string* Page::small_ = nullptr;
std::string* Page::large_ = nullptr;

TEST_F(Page, TheBrokenStepIsInSightWithoutScrolling) {
  for (const std::string* file : {small_, large_}) {
    const Answer answer = Ask(*file, "");
    EXPECT_EQ(answer.status.at("broken-in-sight"), "true");
    EXPECT_EQ(answer.Number("cursor") + 1, answer.Number("events"));
    EXPECT_EQ(answer.status.at("overflow"), "false");
  }
}

// Work is counted, not timed; the times are for people.
TEST_F(Page, OnlyRowsInSightAreInTheDocument) {
  const Answer answer = Ask(*large_, "at=50000&hide=&q=needle&time=linear&keys=jjjjkgGbgnn");
  EXPECT_EQ(answer.Number("shown"), static_cast<int>(kManyEvents) + 1);
  EXPECT_EQ(answer.Number("matches"), static_cast<int>(kManyEvents / kNeedleEvery));
  EXPECT_EQ(answer.Number("cursor"), 2 * static_cast<int>(kNeedleEvery));
  EXPECT_EQ(answer.status.at("broken-in-sight"), "false");
  EXPECT_GT(answer.Number("drawn"), 10);
  EXPECT_LE(answer.Number("drawn-max"), kRowsMax);
  std::printf("100,000 events: first draw %s ms, eleven keys %s ms\n",
              answer.status.at("draw-ms").c_str(), answer.status.at("keys-ms").c_str());
}

TEST_F(Page, SearchAndFiltersLeaveWhatTheyName) {
  const int needles = kFewEvents / kNeedleEvery;
  const Answer only = Ask(*small_, "q=NEEDLE&only=1&keys=gN");
  EXPECT_EQ(only.Number("matches"), needles);
  EXPECT_EQ(only.Number("shown"), needles + 1);  // and what is broken
  EXPECT_EQ(only.Number("cursor"), static_cast<int>(kFewEvents - kNeedleEvery));
  EXPECT_EQ(Ask(*small_, "client=3").Number("shown"),
            static_cast<int>(kFewEvents) / static_cast<int>(kClients) + 1);
  EXPECT_EQ(Ask(*small_, "hide=heard").Number("shown"), static_cast<int>(kFewEvents) / 2 + 1);
}

TEST_F(Page, TheStateIsThatOfTheCursor) {
  const Answer answer = Ask(*small_, "at=11&theme=dark");
  EXPECT_EQ(answer.Number("links"), 6);
  EXPECT_NE(answer.document.find("n10"), std::string::npos);
  EXPECT_NE(answer.document.find("<html lang=\"en\" class=\"dark\">"), std::string::npos);
  const Answer back = Ask(*small_, "at=59&keys=gjj&theme=light");
  EXPECT_EQ(back.Number("links"), 2);
  EXPECT_EQ(back.document.find("class=\"dark\""), std::string::npos);
}

// Its census has other fields, and no stage.
TEST_F(Page, AnotherServersStateIsShown) {
  Story story = Chatter(10);
  story.census = {{0, "link 1", "queued=7 half=3"}};
  const Answer answer = Ask(Write("another.html", HtmlOf(story)), "at=1");
  EXPECT_EQ(answer.Number("links"), 1);
  EXPECT_NE(answer.document.find("half=3"), std::string::npos);
}

TEST_F(Page, CausesAndStepsCanBeWalked) {
  EXPECT_EQ(Ask(*small_, "at=11&time=even&keys=c").Number("cursor"), 10);
  EXPECT_EQ(Ask(*small_, "at=11&keys=JK").Number("cursor"), 11);
}

}  // namespace
}  // namespace confab::tools
