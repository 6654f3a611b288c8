// Which mutants a source has: a walk over its functions, with a rule for each kind of node.
//
//   std::vector<Edit> edits = PlanMutants(*source, "server_core/world/world.cc");
//   const Rendered rendered = Render(source->text(), edits, first_id);
//
// The rules:
//   bound      <, <=, >, >=, ==, != of ordered values: the neighbours, and the constant it can be
//   condition  what is asked, in any other form: true and false (loops: only false)
//   logic      && and || for each other
//   literal    an integer one more, or one less; true and false
//   arithmetic + and -, * and /, += and -=
//   statement  a call, an assignment, break or continue left out; `return f();` without either
//   arguments  two neighbours of one type, swapped
//   enumerator the next one of its enumeration
//
// Invariants: macros, templates, constant expressions and anything outside functions stay as they
// are. The order is that of the walk, outer edits first.

#ifndef CONFAB_TOOLS_MUTATE_PLANNER_H_
#define CONFAB_TOOLS_MUTATE_PLANNER_H_

#include <string>
#include <vector>

#include "tools/mutate/edit.h"
#include "tools/mutate/syntax.h"

namespace confab::mutate {

std::vector<Edit> PlanMutants(const Source& source, const std::string& file);

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_PLANNER_H_
