#include "tools/mutate/edit.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

namespace confab::mutate {
namespace {

enum class Part : uint8_t { kSuffix, kPrefix, kMiddle };  // of one place, in this order

// A piece of text that goes in at a place, instead of `replaced` bytes.
struct Splice {
  uint32_t place;
  Part part;
  int64_t rank;  // among those of one place and part
  size_t edit;
  std::string text;
  uint32_t replaced = 0;
};

std::string WithIds(std::string_view pattern, int first_id) {
  std::string text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '`') {
      ++i;
      text += std::to_string(first_id + (pattern[i] - '0'));
    } else {
      text += pattern[i];
    }
  }
  return text;
}

// At one place the wider range opens first, and the narrower one closes first.
void AddSplices(const Edit& edit, size_t index, int first_id, std::vector<Splice>& splices) {
  constexpr int64_t kEdits = 1 << 20;
  const int64_t size = edit.range.size();
  const auto order = static_cast<int64_t>(index);
  splices.push_back({edit.range.begin, Part::kPrefix, -size * kEdits + order, index,
                     WithIds(edit.prefix, first_id)});
  splices.push_back({edit.range.end, Part::kSuffix, size * kEdits - order, index,
                     WithIds(edit.suffix, first_id)});
  if (edit.middle.size() == 0) return;
  splices.push_back({edit.middle.begin, Part::kMiddle, 0, index,
                     WithIds(edit.middle_text, first_id), edit.middle.size()});
}

}  // namespace

Rendered Render(std::string_view text, const std::vector<Edit>& edits, int first_id) {
  Rendered rendered;
  std::vector<Splice> splices;
  int id = first_id;
  for (size_t i = 0; i < edits.size(); ++i) {
    AddSplices(edits[i], i, id, splices);
    for (Mutant mutant : edits[i].mutants) {
      mutant.id = id++;
      rendered.mutants.push_back(std::move(mutant));
    }
  }
  std::sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) {
    return std::tie(a.place, a.part, a.rank) < std::tie(b.place, b.part, b.rank);
  });
  rendered.spans.resize(edits.size());
  uint32_t done = 0;
  for (const Splice& splice : splices) {
    rendered.text += text.substr(done, splice.place - done);
    const auto begin = static_cast<uint32_t>(rendered.text.size());
    rendered.text += splice.text;
    if (splice.part == Part::kPrefix) rendered.spans[splice.edit].begin = begin;
    if (splice.part == Part::kSuffix) {
      rendered.spans[splice.edit].end = static_cast<uint32_t>(rendered.text.size());
    }
    done = splice.place + splice.replaced;
  }
  rendered.text += text.substr(done);
  return rendered;
}

}  // namespace confab::mutate
