#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "sim/scenario.pb.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/json.h"
#include "tools/confab/story.h"

namespace confab::tools {
namespace {

struct Parsed {
  std::vector<std::string> laws;
  std::optional<uint64_t> seed;
  std::optional<absl::Duration> span;
  bool fast = false;
  std::vector<std::string> rest;
  absl::Status status;
};

Parsed Parse(const std::vector<std::string>& words) {
  Parsed parsed;
  Flags flags;
  flags.Repeated("law", &parsed.laws);
  flags.Number("seed", &parsed.seed);
  flags.Span("for", &parsed.span);
  flags.Switch("fast", &parsed.fast);
  parsed.status = flags.Parse(words, &parsed.rest);
  return parsed;
}

TEST(FlagsTest, ValuesComeAfterSpaceOrEquals) {
  const Parsed parsed = Parse({"--law", "a", "--law=b", "--seed=7", "--for", "1m30s", "file"});
  ASSERT_TRUE(parsed.status.ok());
  EXPECT_EQ(parsed.laws, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(parsed.seed, 7u);
  EXPECT_EQ(parsed.span, absl::Seconds(90));
  EXPECT_FALSE(parsed.fast);
  EXPECT_EQ(parsed.rest, std::vector<std::string>{"file"});
}

TEST(FlagsTest, TwoDashesEndTheFlags) {
  const Parsed parsed = Parse({"--fast", "--", "--seed"});
  EXPECT_TRUE(parsed.status.ok());
  EXPECT_TRUE(parsed.fast);
  EXPECT_EQ(parsed.rest, std::vector<std::string>{"--seed"});
}

TEST(FlagsTest, WhatIsWrongIsSaid) {
  EXPECT_EQ(Parse({"--sed", "1"}).status.message(), "no flag --sed");
  EXPECT_EQ(Parse({"--seed"}).status.message(), "--seed needs a number");
  EXPECT_EQ(Parse({"--seed", "-1"}).status.message(), "--seed needs a number, not '-1'");
  EXPECT_EQ(Parse({"--seed", "18446744073709551616"}).status.message(),
            "--seed needs a number, not '18446744073709551616'");
  EXPECT_TRUE(Parse({"--seed", "18446744073709551615"}).status.ok());
  EXPECT_EQ(Parse({"--for", "-1s"}).status.message(),
            "--for needs a time like 30s or 2m, not '-1s'");
  EXPECT_EQ(Parse({"--fast=1"}).status.message(), "--fast takes no value");
}

TEST(JsonTest, AnyTextIsValid) {
  EXPECT_EQ(JsonText("a\"\\\n\xff"), "\"a\\\"\\\\\\u000a\\u00ff\"");
  JsonObject object;
  object.Text("law", "keepalive");
  object.Unsigned("seed", UINT64_MAX);
  object.Value("list", JsonList({"1", "2"}));
  EXPECT_EQ(object.text(), R"({"law": "keepalive", "seed": 18446744073709551615, "list": [1, 2]})");
}

TEST(FilesTest, WhatIsWrittenIsReadAndNothingElseIsLeft) {
  const std::string folder = testing::TempDir() + "/files_test";
  ASSERT_TRUE(MakeDirectory(folder + "/below").ok());
  ASSERT_TRUE(MakeDirectory(folder + "/below").ok());
  const std::string path = folder + "/below/x";
  ASSERT_TRUE(WriteFileAtomically(path, "one").ok());
  ASSERT_TRUE(WriteFileAtomically(path, std::string("t\0o", 3)).ok());
  EXPECT_EQ(*ReadFile(path), std::string("t\0o", 3));
  EXPECT_EQ(ReadFile(folder + "/none").status().message(),
            folder + "/none: No such file or directory");
  EXPECT_EQ(ReadFile(folder).status().message(), folder + ": is a directory");
}

TEST(StoryTest, ThingsOfOneInstantAreOneSentence) {
  sim::Scenario scenario;
  sim::Client* client = scenario.add_client();
  client->set_id(1);
  client->set_role(sim::DEAD_PEER);
  for (int i = 0; i < 3; ++i) scenario.add_action()->set_client(1);
  scenario.mutable_action(0)->mutable_connect();
  scenario.mutable_action(1)->mutable_login()->set_nick("a");
  scenario.mutable_action(2)->set_t_ns(1'500'000'000);
  scenario.mutable_action(2)->set_line("PING");
  scenario.mutable_limits()->set_end_ns(2'000'000'000);
  EXPECT_EQ(TellStory(scenario),
            "At 0 s client 1 (dead peer) connects and logs on as a. At 1.5 s client 1 (dead peer) "
            "says \"PING\". At 2 s whoever is left is taken away. The server has its default "
            "settings.");
  EXPECT_EQ(SizeInWords(scenario), "3 actions of 1 client, 0 faults");
}

TEST(StoryTest, LinesAreNoLongerThanAHundredBytes) {
  const std::string wrapped = Wrapped(std::string(60, 'x') + " " + std::string(39, 'y') + " z");
  EXPECT_EQ(wrapped, std::string(60, 'x') + " " + std::string(39, 'y') + "\nz");
  EXPECT_EQ(Wrapped(std::string(60, 'x') + " " + std::string(40, 'y')),
            std::string(60, 'x') + "\n" + std::string(40, 'y'));
}

}  // namespace
}  // namespace confab::tools
