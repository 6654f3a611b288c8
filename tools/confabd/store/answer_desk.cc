#include "tools/confabd/store/answer_desk.h"

#include <utility>
#include <variant>

namespace confab {

AnswerDesk::AnswerDesk(Answerer answerer, size_t questions_max, Reply reply)
    : answerer_(std::move(answerer)),
      questions_max_(questions_max),
      reply_(std::move(reply)),
      worker_([this] { Work(); }) {}

AnswerDesk::~AnswerDesk() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  worker_.join();
}

bool AnswerDesk::Put(QuestionId id, const Question& question) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= questions_max_) return false;
    waiting_.push_back(Copy(id, question));
  }
  changed_.notify_one();
  return true;
}

AnswerDesk::Slip AnswerDesk::Copy(QuestionId id, const Question& question) {
  if (const auto* parameters = std::get_if<ScramParameters>(&question)) {
    return {id, false, std::string(parameters->account), "", ""};
  }
  const auto& proof = std::get<ScramProof>(question);
  return {id, true, std::string(proof.account), std::string(proof.auth_message),
          std::string(proof.proof_base64)};
}

Question AnswerDesk::Asked(const Slip& slip) {
  if (!slip.is_proof) return ScramParameters{slip.account};
  return ScramProof{slip.account, slip.auth_message, slip.proof_base64};
}

void AnswerDesk::Work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    const Slip slip = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    reply_(slip.id, answerer_(Asked(slip)));
    lock.lock();
  }
}

}  // namespace confab
