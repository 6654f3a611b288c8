#include "tools/confabd/store/answer_desk.h"

#include <future>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using ::testing::ElementsAre;

// What the desk replied, and a wait for so many replies.
class Replies {
 public:
  AnswerDesk::Reply Sink() {
    return [this](QuestionId, absl::StatusOr<std::string> answer) {
      const std::lock_guard lock(mutex_);
      texts_.push_back(answer.value_or("refused"));
      changed_.notify_all();
    };
  }
  std::vector<std::string> Wait(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return texts_.size() >= count; });
    return texts_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> texts_;
};

std::string Echo(const Question& question) {
  if (const auto* asked = std::get_if<ScramParameters>(&question))
    return std::string(asked->account);
  const auto& proof = std::get<ScramProof>(question);
  return std::string(proof.account) + "/" + std::string(proof.auth_message) + "/" +
         std::string(proof.proof_base64);
}

TEST(AnswerDesk, AnswersInOrderWithTextsOfItsOwn) {
  Replies replies;
  AnswerDesk desk(Echo, 10, replies.Sink());
  {
    const std::string name = "alice";
    EXPECT_TRUE(desk.Put(QuestionId{1}, ScramParameters{name}));
    EXPECT_TRUE(desk.Put(QuestionId{2}, ScramProof{name, "message", "proof"}));
  }
  EXPECT_THAT(replies.Wait(2), ElementsAre("alice", "alice/message/proof"));
}

TEST(AnswerDesk, TakesAsManyAsItsLimitAndNoMore) {
  Replies replies;
  std::promise<void> begun;
  std::promise<void> go;
  const std::shared_future<void> gate = go.get_future().share();
  bool is_first = true;
  AnswerDesk desk(
      [&](const Question& question) {
        if (std::exchange(is_first, false)) {
          begun.set_value();
          gate.wait();
        }
        return Echo(question);
      },
      2, replies.Sink());
  EXPECT_TRUE(desk.Put(QuestionId{1}, ScramParameters{"at hand"}));
  begun.get_future().wait();
  EXPECT_TRUE(desk.Put(QuestionId{2}, ScramParameters{"waits"}));
  EXPECT_TRUE(desk.Put(QuestionId{3}, ScramParameters{"waits too"}));
  EXPECT_FALSE(desk.Put(QuestionId{4}, ScramParameters{"one too many"}));
  go.set_value();
  EXPECT_THAT(replies.Wait(3), ElementsAre("at hand", "waits", "waits too"));
  EXPECT_TRUE(desk.Put(QuestionId{5}, ScramParameters{"room again"}));
}

TEST(AnswerDesk, EndsAtOnceWithoutQuestions) {
  Replies replies;
  const AnswerDesk desk(Echo, 1, replies.Sink());
}

}  // namespace
}  // namespace confab
