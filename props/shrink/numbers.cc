#include "props/shrink/numbers.h"

#include <algorithm>

namespace confab::props {
namespace {

// The largest of 1, a thousand, a million and a thousand million that is not above the number.
int64_t UnitOf(int64_t magnitude) {
  int64_t unit = 1;
  for (int i = 0; i < 3 && unit <= magnitude / 1000; ++i) unit *= 1000;
  return unit;
}

int64_t PowerOfTenBelow(int64_t magnitude) {
  int64_t power = 1;
  while (power <= magnitude / 10) power *= 10;
  return power;
}

// 1, 2, 5, 10, 20, 50 and so on, in units, while they are below the number.
void AddSeries(int64_t number, std::vector<int64_t>& out) {
  for (int64_t step = UnitOf(number); step <= number; step *= 10) {
    out.push_back(step);
    if (step <= number / 2) out.push_back(2 * step);
    if (step <= number / 5) out.push_back(5 * step);
    if (step > number / 10) return;
  }
}

}  // namespace

std::vector<int64_t> SimplerNumbers(int64_t number) {
  if (number == 0) return {};
  if (number < 0) {
    if (number == INT64_MIN) return {0};
    std::vector<int64_t> mirrored = SimplerNumbers(-number);
    for (int64_t& it : mirrored) it = -it;
    return mirrored;
  }
  std::vector<int64_t> out = {0};
  AddSeries(number, out);
  // The leading digit smaller; then one digit that is not zero, then two, and so on.
  const int64_t power = PowerOfTenBelow(number);
  for (int64_t digits = 1; digits < number / power; ++digits) out.push_back(digits * power);
  for (int64_t last = power; last > 0; last /= 10) out.push_back(number - number % last);
  const auto is_no_simpler = [number](int64_t it) { return it >= number; };
  out.erase(std::remove_if(out.begin(), out.end(), is_no_simpler), out.end());
  std::sort(out.begin() + 1, out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace confab::props
