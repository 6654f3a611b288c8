// Changes of a text that nest: each wraps a range, and ranges contain each other or are apart.
//
//   Edit edit{.range = {4, 9}, .prefix = "Less(`0, ", .suffix = ")", .mutants = {...}};
//   const Rendered rendered = Render(text, edits, /*first_id=*/1000);
//   rendered.spans[0];                               // where the edit came to lie in rendered.text
//
// Invariants: a backtick and a digit in a prefix or suffix stand for the id of that mutant of the
// edit. Ids count up from first_id in the order of the edits. Of edits with one range the earlier
// is the outer one.

#ifndef CONFAB_TOOLS_MUTATE_EDIT_H_
#define CONFAB_TOOLS_MUTATE_EDIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "tools/mutate/mutation.h"
#include "tools/mutate/syntax.h"

namespace confab::mutate {

struct Edit {
  Range range;
  std::string prefix;
  std::string suffix;
  Range middle = {};  // replaced, if not empty: an operator
  std::string middle_text = {};
  std::vector<Mutant> mutants = {};
};

struct Rendered {
  std::string text;
  std::vector<Range> spans;  // one per edit
  std::vector<Mutant> mutants;
};

Rendered Render(std::string_view text, const std::vector<Edit>& edits, int first_id);

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_EDIT_H_
