#include "tools/confabd/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

const absl::Time kTime = absl::FromUnixMillis(1'500'000'000'042);

std::string LineOf(LogFormat format, std::string_view value) {
  const NoteField fields[] = {{"why", value}};
  return LogLine(format, kTime, LogLevel::kWarning, "EVENT", fields);
}

TEST(LogLine, TextHasTimeLevelEventAndFields) {
  EXPECT_EQ(LineOf(LogFormat::kText, "a b"),
            "2017-07-14T02:40:00.042Z warning EVENT why=\"a b\"\n");
}

TEST(LogLine, JsonHasTheSame) {
  EXPECT_EQ(LineOf(LogFormat::kJson, "a b"),
            "{\"time\":\"2017-07-14T02:40:00.042Z\",\"level\":\"warning\",\"event\":\"EVENT\","
            "\"why\":\"a b\"}\n");
}

TEST(LogLine, NothingInAValueBreaksTheLine) {
  constexpr std::string_view kNasty("\r\n\0\"\\\x7f", 6);
  EXPECT_THAT(LineOf(LogFormat::kText, kNasty), EndsWith(" why=\"\\r\\n\\x00\\\"\\\\\\x7f\"\n"));
  EXPECT_THAT(LineOf(LogFormat::kJson, kNasty),
              EndsWith("\"why\":\"\\u000d\\u000a\\u0000\\\"\\\\\\u007f\"}\n"));
}

TEST(LogLine, JsonIsUtf8WhateverThePeerSent) {
  struct Row {
    const char* bytes;
    const char* json;
  };
  const Row rows[] = {
      {"\xc3\xa9", "\xc3\xa9"},
      {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
      {"\xff", "\\ufffd"},
      {"\xc3", "\\ufffd"},
      {"\xc3(", "\\ufffd("},
      {"\xc0\xaf", "\\ufffd\\ufffd"},
      {"\xed\xa0\x80", "\\ufffd\\ufffd\\ufffd"},
      {"\xf4\x90\x80\x80", "\\ufffd\\ufffd\\ufffd\\ufffd"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(LineOf(LogFormat::kJson, row.bytes),
                EndsWith("\"why\":\"" + std::string(row.json) + "\"}\n"));
  }
}

class WrittenLog : public ::testing::Test {
 protected:
  WrittenLog() { EXPECT_EQ(pipe2(ends_, O_CLOEXEC | O_NONBLOCK), 0); }
  ~WrittenLog() override {
    close(ends_[0]);
    close(ends_[1]);
  }
  std::string Written() {
    char bytes[4096];
    const ssize_t count = read(ends_[0], bytes, sizeof(bytes));
    return count > 0 ? std::string(bytes, static_cast<size_t>(count)) : "";
  }

  int ends_[2];
};

TEST_F(WrittenLog, HoldsBackWhatIsBelowItsLevel) {
  Log log(ends_[1]);
  log.Set(LogFormat::kText, LogLevel::kWarning);
  log.Write(LogLevel::kInfo, "LESS");
  EXPECT_EQ(Written(), "");
  log.Write(LogLevel::kWarning, "ENOUGH");
  EXPECT_THAT(Written(), EndsWith(" warning ENOUGH\n"));
}

TEST_F(WrittenLog, NamesTheLinkAndPeerOfANote) {
  const Log log(ends_[1]);
  const NoteField fields[] = {{"reason", "quit"}, {"nick", "alice"}};
  log.Write(Note{Event::kClientClosed, LinkId{7}, fields}, "192.0.2.7");
  EXPECT_THAT(Written(), EndsWith(" info CLIENT_CLOSED link=\"7\" peer=\"192.0.2.7\" "
                                  "reason=\"quit\" nick=\"alice\"\n"));
  log.Write(Note{Event::kConfigReplaced, LinkId{0}, {}}, "");
  EXPECT_THAT(Written(), EndsWith(" info CONFIG_REPLACED\n"));
}

TEST_F(WrittenLog, EveryEventOfTheCoreHasALevel) {
  Log log(ends_[1]);
  log.Set(LogFormat::kText, LogLevel::kDebug);
  for (int i = 0; i < kEventCount; ++i) {
    log.Write(Note{static_cast<Event>(i), LinkId{1}, {}}, "");
    EXPECT_THAT(Written(), HasSubstr(std::string(EventName(static_cast<Event>(i)))));
  }
}

}  // namespace
}  // namespace confab
