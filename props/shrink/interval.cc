#include "props/shrink/interval.h"

#include <algorithm>

namespace confab::props {
namespace {

using Ask = absl::FunctionRef<Answer(int64_t)>;

constexpr int kSamples = 16;  // in between, and on each side outside

// How far a number is from another one; no difference of two int64 is too large for this.
uint64_t Distance(int64_t a, int64_t b) {
  return a < b ? static_cast<uint64_t>(b) - static_cast<uint64_t>(a)
               : static_cast<uint64_t>(a) - static_cast<uint64_t>(b);
}

// `from`, so many steps towards `to`.
int64_t Towards(int64_t from, int64_t to, uint64_t steps) {
  const uint64_t start = static_cast<uint64_t>(from);
  return static_cast<int64_t>(from < to ? start + steps : start - steps);
}

struct End {
  int64_t at;
  bool is_open;
};

// Between a true and a false number: the true one that is next to a false one.
End Bisect(int64_t good, int64_t bad, Answer of_bad, Ask ask) {
  while (Distance(good, bad) > 1) {
    const int64_t middle = Towards(good, bad, Distance(good, bad) / 2);
    const Answer answer = ask(middle);
    if (answer == Answer::kTrue) {
      good = middle;
    } else {
      bad = middle;
      of_bad = answer;
    }
  }
  return {good, of_bad == Answer::kImpossible};
}

// Ever larger steps from `value` to `limit`, then back by halves.
End FindEnd(int64_t value, int64_t limit, Ask ask) {
  int64_t good = value;
  for (uint64_t step = 1; good != limit; step *= 2) {
    const int64_t next = Towards(good, limit, std::min(step, Distance(good, limit)));
    const Answer answer = ask(next);
    if (answer != Answer::kTrue) return Bisect(good, next, answer, ask);
    good = next;
  }
  return {good, true};
}

// A number between `value` and `end`; the first one is 0, if that lies there: the likeliest gap.
int64_t Sample(int64_t value, int64_t end, int i) {
  const bool has_zero = (value < 0) != (end < 0) || end == 0;
  if (i == 0) return has_zero ? 0 : value;
  return Towards(value, end, Distance(value, end) / kSamples * static_cast<uint64_t>(i));
}

// Looks for a gap between `value` and the end, and moves the end before it.
End WithoutGaps(int64_t value, End end, Ask ask, bool& recurs) {
  for (int i = 0; i < kSamples; ++i) {
    const int64_t sample = Sample(value, end.at, i);
    const Answer answer = ask(sample);
    if (answer == Answer::kTrue) continue;
    recurs = true;
    end = Bisect(value, sample, answer, ask);
    end.is_open = false;
    i = -1;
  }
  return end;
}

// Whether it is true again beyond an end, asked at growing distances.
bool IsTrueBeyond(int64_t end, int64_t limit, Ask ask) {
  const uint64_t room = Distance(end, limit);
  for (uint64_t steps = 2; steps < room && steps < (uint64_t{1} << 62); steps *= 4) {
    if (ask(Towards(end, limit, steps)) == Answer::kTrue) return true;
  }
  return room > 1 && ask(limit) == Answer::kTrue;
}

}  // namespace

Interval FindInterval(int64_t value, int64_t min, int64_t max, Ask ask) {
  Interval out;
  const End low = WithoutGaps(value, FindEnd(value, min, ask), ask, out.recurs);
  const End high = WithoutGaps(value, FindEnd(value, max, ask), ask, out.recurs);
  out.low = low.at;
  out.high = high.at;
  out.low_is_open = low.is_open;
  out.high_is_open = high.is_open;
  if (!low.is_open) out.recurs = out.recurs || IsTrueBeyond(low.at, min, ask);
  if (!high.is_open) out.recurs = out.recurs || IsTrueBeyond(high.at, max, ask);
  return out;
}

}  // namespace confab::props
