// The run-time switch of instrumented sources: which one of their mutants is alive.
//
//   if (::confab::mutate::Less(17, a, b)) ...        // was: a < b; 17: a <= b, 18: a != b, 19:
//   false confab::mutate::Select(18);                      // from here on a != b decides
//   confab::mutate::Marks()[18] & kInfected          // would it have made a difference so far?
//
// Invariants: with nothing selected every function returns what the original would; operands are
// evaluated once, in the original's order, unless a mutant of laziness itself is selected. In
// constant evaluation nothing is ever selected. A mutant that is not marked infected has changed
// no value, so a run that does not mark it is the same with it.

#ifndef CONFAB_TOOLS_MUTATE_SELECTOR_H_
#define CONFAB_TOOLS_MUTATE_SELECTOR_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace confab::mutate {

inline constexpr int kIdsMax = 1 << 17;
inline constexpr uint8_t kReached = 1;
inline constexpr uint8_t kInfected = 2;

// Only one is alive at a time; 0: none, the original.
void Select(int id);

// One byte per mutant: what the runs since Clear have done with it.
const std::array<uint8_t, kIdsMax>& Marks();
void ClearMarks();

// Marks the mutant, and tells whether it is the one selected.
bool Visit(int id, bool differs);

constexpr bool On(int id, bool differs = true) {
  if (std::is_constant_evaluated()) {
    return false;
  } else {
    return Visit(id, differs);
  }
}

// The mutants id, id + 1, ... of a truth value, each with its own idea of it.
template <size_t kCount>
constexpr bool Vary(int id, bool value, const std::array<bool, kCount>& mutated) {
  bool chosen = value;
  for (size_t i = 0; i < kCount; ++i) {
    if (On(id + static_cast<int>(i), mutated[i] != value)) chosen = mutated[i];
  }
  return chosen;
}

constexpr bool Force(int id, bool value) { return Vary<2>(id, value, {true, false}); }
constexpr bool ForceFalse(int id, bool value) { return Vary<1>(id, value, {false}); }

template <class A, class B>
constexpr bool Less(int id, const A& a, const B& b) {
  return Vary<3>(id, a < b, {a <= b, a != b, false});
}
template <class A, class B>
constexpr bool LessEqual(int id, const A& a, const B& b) {
  return Vary<3>(id, a <= b, {a < b, a == b, true});
}
template <class A, class B>
constexpr bool Greater(int id, const A& a, const B& b) {
  return Vary<3>(id, a > b, {a >= b, a != b, false});
}
template <class A, class B>
constexpr bool GreaterEqual(int id, const A& a, const B& b) {
  return Vary<3>(id, a >= b, {a > b, a == b, true});
}
template <class A, class B>
constexpr bool Equal(int id, const A& a, const B& b) {
  return Vary<3>(id, a == b, {a <= b, a >= b, false});
}
template <class A, class B>
constexpr bool NotEqual(int id, const A& a, const B& b) {
  return Vary<3>(id, a != b, {a<b, a> b, true});
}
// Of values without an order.
template <class A, class B>
constexpr bool Same(int id, const A& a, const B& b) {
  return Vary<2>(id, a == b, {true, false});
}
template <class A, class B>
constexpr bool Differs(int id, const A& a, const B& b) {
  return Vary<2>(id, a != b, {true, false});
}

// The right operand is a function, evaluated only where the original, or the mutant, asks for it.
template <class Right>
constexpr bool And(int id, bool left, Right right) {
  if (!left) return On(id) ? right() : false;
  const bool both = right();
  return On(id, !both) ? true : both;
}
template <class Right>
constexpr bool Or(int id, bool left, Right right) {
  if (left) return On(id) ? right() : true;
  const bool either = right();
  return On(id, either) ? false : either;
}

template <class A, class B>
requires requires(A a, B b) { a - b; }
constexpr auto Plus(int id, const A& a, const B& b) -> decltype(a + b) {
  return On(id) ? static_cast<decltype(a + b)>(a - b) : a + b;
}
template <class A, class B>
requires requires(A a, B b) { a + b; }
constexpr auto Minus(int id, const A& a, const B& b) -> decltype(a - b) {
  return On(id) ? static_cast<decltype(a - b)>(a + b) : a - b;
}
template <class A, class B>
requires requires(A a, B b) { a + b; }
constexpr auto Times(int id, const A& a, const B& b) -> decltype(a * b) {
  return On(id) ? static_cast<decltype(a * b)>(a + b) : a * b;
}
template <class A, class B>
requires requires(A a, B b) { a* b; }
constexpr auto Divide(int id, const A& a, const B& b) -> decltype(a / b) {
  return On(id) ? static_cast<decltype(a / b)>(a * b) : a / b;
}
template <class A, class B>
requires requires(A a, B b) { a + b; }
constexpr auto Modulo(int id, const A& a, const B& b) -> decltype(a % b) {
  return On(id) ? static_cast<decltype(a % b)>(a + b) : a % b;
}
template <class A, class B>
constexpr void Increase(int id, A& a, const B& b) {
  if (On(id)) {
    a -= b;
  } else {
    a += b;
  }
}
template <class A, class B>
constexpr void Decrease(int id, A& a, const B& b) {
  if (On(id)) {
    a += b;
  } else {
    a -= b;
  }
}

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_SELECTOR_H_
