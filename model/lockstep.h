// An observer that lets the reference live through the same inputs and compares every answer.
//
//   Lockstep lockstep(config, server);
//   const Step step = server.Advance(now, input);
//   lockstep.OnStep(now, input, step);
//   if (const auto& violation = lockstep.Verdict()) Print(violation->detail);
//
// Invariants: within a link the order is compared, across links it is free; free text is not
// compared, notes are not compared, everything else is to the byte. After the first violation it
// looks at nothing more. Laws: "lockstep" with the rules "reply", "close", "ask", "wake" and
// "census", and "ledger-predicted" with the account's name as the rule.

#ifndef CONFAB_MODEL_LOCKSTEP_H_
#define CONFAB_MODEL_LOCKSTEP_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/reference.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"

namespace confab::model {

// The census and the recount of the ledger cost time in proportion to the world. A step earns so
// much of it, and the comparison is made when it is paid for: in a small world nearly always, in a
// big one now and then, and always at the end. 0: after every step.
struct LockstepOptions {
  int64_t census_lines_per_step = 1;  // links and channels
  int64_t recount_links_per_step = 64;
};

class Lockstep final : public Observer, private Sizes {
 public:
  Lockstep(const Config& config, const Subject& subject, LockstepOptions options = {});
  // Between two steps: goes on as `from` would, beside a clone of its subject.
  Lockstep(const Lockstep& from, const Subject& clone);

  void OnStep(const Moment& now, const Input& input, const Step& step) override;
  void OnEnd(const Moment& now) override;
  const std::optional<Violation>& Verdict() const override { return verdict_; }

  // The protocol states that links were seen in, ascending (see Reference::Cell).
  std::vector<uint32_t> CellsSeen() const;

 private:
  Lockstep(const Lockstep&) = default;

  // An output of the subject that must have been foretold.
  struct Seen {
    LinkId link;
    size_t place;  // in Step::outputs
    const Output* output;
  };

  size_t LineBytes(LinkId link, size_t nth, std::string_view head) const override;
  void Look(const Step& step);
  const std::vector<Told>& Predict(const Moment& now, const Input& input);
  void CompareOutputs(const std::vector<Told>& told);
  bool CompareOne(const Told& told, const Seen& seen);
  bool LearnQuestion(const ToldAsk& told, const Ask& asked);
  void CompareWake(const Step& step);
  void CompareLedger();
  void CompareCensus();
  void NoteCells(const Input& input, const std::vector<Told>& told);
  void Fail(std::string_view law, std::string_view rule, std::string_view detail);

  const Subject* subject_;
  const LockstepOptions options_;
  Reference reference_;
  std::optional<Violation> verdict_;
  std::vector<Seen> seen_;                      // of this step, by link, then by place
  std::vector<const Told*> told_by_link_;       // scratch
  std::map<QuestionId, QuestionId> questions_;  // the subject's number to the reference's
  int64_t census_credit_ = 0;
  int64_t recount_credit_ = 0;
  Moment now_;
  std::bitset<Reference::kCellCount> cell_seen_;
  std::vector<uint32_t> cells_;  // those seen, in the order of their first time
};

}  // namespace confab::model

#endif  // CONFAB_MODEL_LOCKSTEP_H_
