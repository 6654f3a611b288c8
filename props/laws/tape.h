// A run as the core saw it: every input with its moment, and a digest of what each one gave.
//
//   Tape tape(wire);
//   simulation.Watch(&tape);               // after the wire's view
//   ...
//   for (size_t i = 0; i < tape.size(); ++i) subject->Advance(tape.now(i), tape.input(i));
//
// Invariants: inputs are kept by value and equal to what was handed in. Digests of equal outputs
// are equal on every platform; the digest of several outputs depends on their order, not on how
// many steps gave them.

#ifndef CONFAB_PROPS_LAWS_TAPE_H_
#define CONFAB_PROPS_LAWS_TAPE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "props/laws/wire_view.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"

namespace confab::props {

// Folds outputs into one number, in order.
class OutputDigest {
 public:
  void Add(absl::Span<const Output> outputs);
  uint64_t value() const { return value_; }

 private:
  void AddOne(const Output& output);
  void AddNumber(uint64_t number);
  void AddText(std::string_view text);

  uint64_t value_ = 0;
};

class Tape final : public Observer {
 public:
  explicit Tape(const WireView& wire) : wire_(&wire) {}
  // Goes on as `from` would, beside a copy of its view.
  Tape(const Tape& from, const WireView& wire) : Tape(from) { wire_ = &wire; }

  void OnStep(const Moment& now, const Input& input, const Step& step) override;
  const std::optional<Violation>& Verdict() const override { return none_; }

  size_t size() const { return steps_.size(); }
  const Moment& now(size_t i) const { return steps_[i].now; }
  Input input(size_t i) const;  // views into the tape
  uint64_t digest(size_t i) const { return steps_[i].digest; }
  // The step closed a link whose send queue may have been full: cuts may matter (clauses#1.11).
  bool saturated(size_t i) const { return steps_[i].saturated; }

 private:
  struct Taped {
    Moment now;
    uint8_t kind = 0;   // index in Input
    bool flag = false;  // Opened: secure; Answered: ok
    bool saturated = false;
    uint32_t drained = 0;
    uint64_t id = 0;  // of the link or the question
    size_t text_from = 0;
    size_t text_bytes = 0;
    uint64_t digest = 0;
    std::shared_ptr<const Config> config;
  };
  Tape(const Tape&) = default;

  void Keep(Taped& taped, const Input& input);
  bool ClosesSaturated() const;

  const WireView* wire_;
  std::vector<Taped> steps_;
  std::string text_;  // all inputs' bytes, one after another
  std::optional<Violation> none_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_TAPE_H_
