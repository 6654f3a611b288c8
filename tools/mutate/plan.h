// The edits planned so far for one source, and what its text says around a node.
//
//   Plan plan(source, "server_core/world/world.cc");
//   plan.BeginFunction("World::Join");
//   plan.AddDrop(*plan.StatementRange(call), "statement");
//   const std::vector<Edit> edits = std::move(plan).Taken();
//
// Invariants: no edit is planned twice, however often libclang shows a node; mutants are numbered
// among their likes in the order added. Texts of edits name
// mutants as edit.h says.

#ifndef CONFAB_TOOLS_MUTATE_PLAN_H_
#define CONFAB_TOOLS_MUTATE_PLAN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "tools/mutate/edit.h"
#include "tools/mutate/phrasebook.h"
#include "tools/mutate/syntax.h"

namespace confab::mutate {

struct Change {
  std::string_view kind;
  std::string original;
  std::string mutated;
};

// The beginning of a call of a function of selector.h for the first mutant of an edit, or the next.
std::string CallOf(std::string_view function);
std::string SecondCallOf(std::string_view function);

class Plan {
 public:
  Plan(const Source& source, std::string file) : source_(source), file_(std::move(file)) {}

  std::string_view TextOf(const Node& node) const { return source_.Text(node.range()); }
  // In one line.
  std::string Plain(const Range& range) const;
  uint32_t SkipSpace(uint32_t place) const;
  // The first character from there on, or before, that is no space.
  char CharAfter(uint32_t place) const;
  char CharBefore(uint32_t place) const;
  // The binary operator between the first child and the rest, if there is one.
  std::optional<Range> OperatorOf(const Node& node, const std::vector<Node>& children) const;
  // The statement with its semicolon, if that is what it is.
  std::optional<Range> StatementRange(const Node& node) const;

  void BeginFunction(std::string name) { function_ = std::move(name); }
  void Add(Edit edit, const std::vector<Change>& changes);
  // A statement left out.
  void AddDrop(const Range& range, std::string_view kind);
  // Something asked, answered with true and false, or only with false.
  void AddForce(const Node& node, bool only_false);
  // A binary operator as a call of `phrase`.
  void AddPhrase(const Range& whole, const Range& token, const Phrase& phrase);
  void AddLogic(const Range& whole, const Range& token, bool conjunction);
  // Two neighbours among arguments.
  void AddSwap(const Node& left, const Node& right);

  std::vector<Edit> Taken() && { return std::move(edits_); }

 private:
  const Source& source_;
  const std::string file_;
  std::string function_;
  std::set<std::tuple<uint32_t, uint32_t, std::string>> seen_;
  std::map<std::tuple<std::string, std::string, std::string>, int> ordinals_;
  std::vector<Edit> edits_;
};

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_PLAN_H_
