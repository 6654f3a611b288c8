// The only mutable globals of the project: instrumented code has no other way to ask. Nothing but
// mutation binaries links this.

#include "tools/mutate/selector.h"

namespace confab::mutate {
namespace {

int selected = 0;
std::array<uint8_t, kIdsMax> marks = {};

}  // namespace

void Select(int id) { selected = id; }

const std::array<uint8_t, kIdsMax>& Marks() { return marks; }

void ClearMarks() { marks = {}; }

bool Visit(int id, bool differs) {
  marks[static_cast<size_t>(id)] |= differs ? kReached | kInfected : kReached;
  return id == selected;
}

}  // namespace confab::mutate
