// The two promises of a recording, over the real core: no secret is in it, and it replays.

#include "tools/confabd/recording/redactor.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server_core/server.h"
#include "sim/recorder.h"
#include "sim/trace.h"
#include "tools/confabd/recording/auth_text.h"

namespace confab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSecret[] = "sesame";
constexpr char kProof[] = "c2VjcmV0cHJvb2Y=";
constexpr char kSignature[] = "c2lnbmF0dXJlMTIz";
constexpr char kFirst[] = "AUTH SCRAM-SHA-256 I :n,,n=alice,r=abc\r\n";

// A core under a recorder, one link to it, and a store that answers at once.
class Session {
 public:
  Session() : redactor_(kSecret) {
    config_.password = kSecret;
    core_ = *ChatServer::Create(std::make_shared<const Config>(config_), 7, Moment{});
    recorder_ = std::make_unique<sim::RecordingSubject>(
        *core_, sim::RecordingHead{Redactor::Redacted(config_), 7, Moment{}},
        [this](std::string_view record) { file_.append(record); }, 4, &redactor_);
    Tell(Opened{LinkId{1}, "192.0.2.1"});
  }

  void Say(std::string_view bytes, size_t cut) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(cut, bytes.size()))) {
      Tell(Received{LinkId{1}, bytes.substr(0, cut)});
    }
  }

  void Tell(const Input& input) {
    now_.mono = now_.mono + Duration(1);
    const Step step = recorder_->Advance(now_, input);
    std::optional<Ask> asked;
    for (const Output& output : step.outputs) {
      if (const auto* send = std::get_if<Send>(&output)) heard_.append(send->line);
      if (const auto* ask = std::get_if<Ask>(&output)) asked = *ask;
    }
    if (!asked) return;
    const bool is_proof = std::holds_alternative<ScramProof>(asked->question);
    Tell(Answered{asked->id, std::string_view(is_proof ? kSignature : "xyz c2FsdA== 4096")});
  }

  // What the file says that the link said, and the rest of the file.
  std::string Recorded() const {
    sim::RecordingReader reader({file_});
    std::string bytes;
    for (auto step = reader.Next(); step.ok() && step->has_value(); step = reader.Next()) {
      const auto* received = std::get_if<Received>(&(*step)->input);
      if (received != nullptr) bytes.append(received->bytes);
    }
    return bytes + file_;
  }

  absl::Status Replays() {
    recorder_->Finish();
    const absl::StatusOr<sim::RecordingHead> head = sim::ReadHead(file_);
    if (!head.ok()) return head.status();
    const auto again = ChatServer::Create(head->config, head->seed, head->start);
    sim::Trace trace;
    return sim::Replay(file_, **again, trace);
  }

  const std::string& heard() const { return heard_; }

 private:
  Config config_;
  Redactor redactor_;
  std::string file_;
  std::unique_ptr<ChatServer> core_;
  std::unique_ptr<sim::RecordingSubject> recorder_;
  Moment now_;
  std::string heard_;
};

std::string Final(std::string_view rest) {
  return std::string(kFirst) + "AUTH SCRAM-SHA-256 S :c=biws,r=abcxyz" + std::string(rest) + "\r\n";
}

std::vector<std::string> Lines() {
  const std::string proof = kProof;
  return {
      "PASS sesame\r\n",
      "pass :sesame\n",
      "@a=b :me PASS sesame\r\n",
      "  PASS   sesame\r\n",
      "PASS sesam\r\nPASS sesames\r\n",
      "PASS wrong sesame :more sesame\r\n",
      "PASS :sesame sesame\rPASS\r\nPASS \r\n",
      "PASS sesame\0\r\n" + std::string("PASS se") + '\0' + "same\r\n",
      "PASS " + std::string(600, 'q') + "sesame\r\nPASS sesame\r\n",
      "AUTH PLAIN I :AGFsaWNlAHNlc2FtZQ==\r\n",
      "AUTH alice sesame\r\nAUTH :sesame\r\nAUTH SCRAM-SHA-256 sesame sesame\r\n",
      "AUTH SCRAM-SHA-256 I :sesame\r\nAUTH SCRAM-SHA-256 I AGFsaWNlAHNlc2FtZQ==\r\n",
      Final(",p=" + proof) + "AUTH SCRAM-SHA-256 S\r\n",
      Final(",p=" + proof + ",p=" + proof),
      Final(",x=sesame,p=" + proof),
      Final("\\cx=ses\\bame\\\\\\sesame\\cp=" + proof),
      Final(",p=ses(ame"),
      Final(",p=" + std::string(129, 'A')),
      Final(",p=" + proof) + "AUTH SCRAM-SHA-256 *\r\n",
      "AUTH SCRAM-SHA-256 I :n,,n=alice,r=abc,sesame,\\xsesame\r\n" + Final(",p=" + proof),
      "OPER root sesame\r\nAUTHENTICATE AGFsaWNlAHNlc2FtZQ==\r\n",
  };
}

TEST(RedactorTest, WhateverTheCutARecordingHoldsNoSecretAndReplays) {
  for (const std::string& lines : Lines()) {
    for (const size_t cut : {1u, 2u, 3u, 5u, 4096u}) {
      Session session;
      session.Say(lines + "NICK a\r\nUSER a 0 * :A\r\n", cut);
      EXPECT_EQ(session.Replays(), absl::OkStatus()) << lines << " in pieces of " << cut;
      for (const char* secret : {kSecret, "c2Vj", "c2ln", "AGFs", "ses(ame", "ses\\bame"}) {
        EXPECT_THAT(session.Recorded(), Not(HasSubstr(secret))) << lines;
      }
    }
  }
}

TEST(RedactorTest, TheCoreHearsAndSaysWhatItAlwaysDid) {
  Session right;
  right.Say(Final(",p=" + std::string(kProof)) + "AUTH SCRAM-SHA-256 S\r\n", 7);
  right.Say("PASS sesame\r\nNICK a\r\nUSER a 0 * :A\r\n", 7);
  EXPECT_THAT(right.heard(), HasSubstr(" S :v=c2lnbmF0dXJlMTIz\r\n"));
  EXPECT_THAT(right.heard(), HasSubstr(" 001 a :"));
  Session wrong;
  wrong.Say("PASS pppppp\r\nNICK a\r\nUSER a 0 * :A\r\n", 7);
  EXPECT_THAT(wrong.heard(), HasSubstr(" 464 "));
}

TEST(RedactorTest, ANewPasswordIsHiddenToo) {
  Session session;
  Config changed;
  changed.password = "open barley";
  session.Tell(Reconfigured{std::make_shared<const Config>(changed)});
  session.Say("PASS :open barley\r\nNICK a\r\nUSER a 0 * :A\r\n", 2);
  EXPECT_THAT(session.heard(), HasSubstr(" 001 a :"));
  EXPECT_EQ(session.Replays(), absl::OkStatus());
  EXPECT_THAT(session.Recorded(), Not(HasSubstr("barley")));
}

TEST(RedactorTest, WhatIsNoSecretStays) {
  Session session;
  session.Say("PRIVMSG #c :PASS sesam\r\nNICK PASS\r\n", 3);
  EXPECT_THAT(session.Recorded(), HasSubstr("PRIVMSG #c :PASS sesam\r\nNICK PASS\r\n"));
}

TEST(AuthTextTest, MaskingTwiceIsMaskingOnce) {
  const std::string text = "n=a,r=b,s=c2FsdA==,i=4096,c=biws,r=b,x=1(,,foo,=,p=dHzb+/9=";
  EXPECT_EQ(MaskFields(text), "n=a,r=b,s=c2FsdA==,i=4096,c=biws,r=b,x=A!,,fAA,=,p=AAAAAAA=");
  EXPECT_EQ(MaskFields(MaskFields(text)), MaskFields(text));
  EXPECT_EQ(MaskText("v=\\ \x01"), "A=\\ !");
}

}  // namespace
}  // namespace confab
