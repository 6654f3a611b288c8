#include "tools/examples/toy_chat.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"

namespace confab::tools {
namespace {

constexpr Duration kSilence = std::chrono::seconds(7);
constexpr int64_t kQueueBytesMax = 512;

class ToyChatTest : public testing::Test {
 protected:
  ToyChatTest() {
    Config config;
    config.probe_after = kSilence;
    config.send_queue_bytes_max = kQueueBytesMax;
    chat_ = MakeToyChat(std::make_shared<const Config>(config));
    for (const uint64_t link : {1, 2, 3}) Tell(Opened{LinkId{link}, "10.0.0.1"});
  }

  // What comes of it: "2<1: hello; 3 closed".
  std::string Tell(const Input& input, Duration at = Duration(0)) {
    std::string out;
    const Step step = chat_->Advance({Instant() + at, absl::UnixEpoch()}, input);
    wake_at_ = step.wake_at;
    for (const Output& output : step.outputs) {
      absl::StrAppend(&out, out.empty() ? "" : "; ", InWords(output));
    }
    return out;
  }

  std::unique_ptr<Subject> chat_;
  Instant wake_at_;

 private:
  static std::string InWords(const Output& output) {
    if (const auto* close = std::get_if<Close>(&output)) {
      return absl::StrCat(uint64_t(close->link), " closed");
    }
    const auto& send = std::get<Send>(output);
    return absl::StrCat(uint64_t(send.link), "<", std::string(send.line, 0, send.line.size() - 2));
  }
};

TEST_F(ToyChatTest, EveryoneElseHearsEachLine) {
  EXPECT_EQ(Tell(Received{LinkId{1}, "he"}), "");
  EXPECT_EQ(Tell(Received{LinkId{1}, "y\r\n\nyou"}), "2<1: hey; 3<1: hey; 2<1: ; 3<1: ");
  Tell(Lost{LinkId{3}, "gone"});
  EXPECT_EQ(Tell(Received{LinkId{1}, "\n"}), "2<1: you");
}

TEST_F(ToyChatTest, ALineMayBeSoLongAndNoLonger) {
  const std::string longest(kToyLineBytesMax, 'x');
  EXPECT_EQ(Tell(Received{LinkId{1}, longest}), "");
  EXPECT_EQ(Tell(Received{LinkId{1}, "\n"}), absl::StrCat("2<1: ", longest, "; 3<1: ", longest));
  EXPECT_EQ(Tell(Received{LinkId{1}, longest + "x\nand more\n"}), "1 closed");
}

// Lines of 64 bytes with what is around the text.
TEST_F(ToyChatTest, AQueueMayBeSoFullAndNoFuller) {
  const std::string line = std::string(64 - 5, 'x') + "\n";
  for (int64_t bytes = 0; bytes < kQueueBytesMax; bytes += 64) Tell(Received{LinkId{1}, line});
  Tell(Drained{LinkId{2}, 5});
  EXPECT_EQ(Tell(Received{LinkId{1}, "\n"}), "2<1: ; 3<1: ; 3 closed");
  EXPECT_EQ(Tell(Received{LinkId{1}, "\n"}), "2<1: ; 2 closed");
}

TEST_F(ToyChatTest, WhoIsSilentIsClosedAtTheNanosecond) {
  Tell(Received{LinkId{2}, "x"}, Duration(1));
  EXPECT_EQ(wake_at_, Instant() + kSilence);
  EXPECT_EQ(Tell(Woke{}, kSilence - Duration(1)), "");
  EXPECT_EQ(Tell(Woke{}, kSilence), "1 closed; 3 closed");
  EXPECT_EQ(wake_at_, Instant() + kSilence + Duration(1));
}

TEST_F(ToyChatTest, ACopyGoesOnAlone) {
  Tell(Received{LinkId{1}, "half"});
  const std::unique_ptr<Subject> copy = chat_->Clone();
  Tell(Received{LinkId{1}, " a line\n"});
  EXPECT_EQ(copy->Census(),
            "link 1 queued=0 half=4\nlink 2 queued=0 half=0\nlink 3 queued=0 half=0\n");
}

}  // namespace
}  // namespace confab::tools
