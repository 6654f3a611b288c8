// The numerics this server says, out of one table.
//
//   NumericCode(Numeric::kNotOnChannel)      == 442
//   NumericText(Numeric::kNotOnChannel)      == "{} :You're not on that channel"
//   static_assert(ArgumentCount(Numeric::kNotOnChannel) == 1);
//   constexpr NumericOf<1> refusal = Numeric::kNotOnChannel;   // compiles: it takes one argument
//
// Invariants: codes ascend and are unique, which is checked at compile time; numbers and texts
// stand in numerics.inc and nowhere else in the core.

#ifndef CONFAB_SERVER_CORE_REPLY_NUMERICS_H_
#define CONFAB_SERVER_CORE_REPLY_NUMERICS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server_core/api/check.h"

namespace confab {

enum class Numeric : uint8_t {
#define NUMERIC(code, name, symbol, text) name,
#include "server_core/reply/numerics.inc"
#undef NUMERIC
};

struct NumericRow {
  int code;
  std::string_view symbol;
  std::string_view text;
};

inline constexpr std::array kNumericRows = {
#define NUMERIC(code, name, symbol, text) NumericRow{code, symbol, text},
#include "server_core/reply/numerics.inc"
#undef NUMERIC
};

constexpr const NumericRow& RowOf(Numeric numeric) {
  return kNumericRows[static_cast<size_t>(numeric)];
}
constexpr int NumericCode(Numeric numeric) { return RowOf(numeric).code; }
constexpr std::string_view NumericText(Numeric numeric) { return RowOf(numeric).text; }

constexpr size_t ArgumentCount(Numeric numeric) {
  size_t count = 0;
  for (const char byte : NumericText(numeric)) count += byte == '{';
  return count;
}

constexpr bool NumericCodesAscend() {
  for (size_t i = 1; i < kNumericRows.size(); ++i) {
    if (kNumericRows[i - 1].code >= kNumericRows[i].code) return false;
  }
  return true;
}
static_assert(NumericCodesAscend());

// A numeric known at compile time to take so many arguments: what tables of refusals hold.
template <size_t kArguments>
class NumericOf {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a numeric is what it is
  consteval NumericOf(Numeric numeric) : numeric_(numeric) {
    CONFAB_CHECK(ArgumentCount(numeric) == kArguments);
  }
  constexpr Numeric numeric() const { return numeric_; }

 private:
  Numeric numeric_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_REPLY_NUMERICS_H_
