// Answers the core's questions on a thread of its own, in the order in which they came.
//
//   AnswerDesk desk(&AnswerFromStore, /*questions_max=*/1'000,
//                   [&](QuestionId id, absl::StatusOr<std::string> answer) { Post(id, answer); });
//   if (!desk.Put(ask.id, ask.question)) Refuse(ask.id);   // the desk is full
//
// Invariants: at most questions_max wait. Each question that was taken gets one reply, on the
// desk's thread, unless the desk ends first; then those that wait get none.

#ifndef CONFAB_TOOLS_CONFABD_STORE_ANSWER_DESK_H_
#define CONFAB_TOOLS_CONFABD_STORE_ANSWER_DESK_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"

namespace confab {

class AnswerDesk {
 public:
  using Answerer = std::function<absl::StatusOr<std::string>(const Question&)>;
  using Reply = std::function<void(QuestionId, absl::StatusOr<std::string>)>;

  AnswerDesk(Answerer answerer, size_t questions_max, Reply reply);
  ~AnswerDesk();  // waits for the question at hand
  AnswerDesk(const AnswerDesk&) = delete;
  AnswerDesk& operator=(const AnswerDesk&) = delete;

  // False if questions_max wait already.
  bool Put(QuestionId id, const Question& question);

 private:
  // A question whose texts are its own: those of the core end with its step.
  struct Slip {
    QuestionId id;
    bool is_proof;
    std::string account;
    std::string auth_message;
    std::string proof_base64;
  };

  static Slip Copy(QuestionId id, const Question& question);
  static Question Asked(const Slip& slip);
  void Work();

  const Answerer answerer_;
  const size_t questions_max_;
  const Reply reply_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Slip> waiting_;
  bool ending_ = false;
  std::thread worker_;  // last: it uses all the others
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_STORE_ANSWER_DESK_H_
