#include "tools/mutate/plan.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace confab::mutate {
namespace {

std::string CallFor(std::string_view function, std::string_view id) {
  return absl::StrCat("::confab::mutate::", std::string(function), "(", std::string(id));
}

}  // namespace

std::string CallOf(std::string_view function) { return CallFor(function, "`0"); }
std::string SecondCallOf(std::string_view function) { return CallFor(function, "`1"); }

std::string Plan::Plain(const Range& range) const { return OneLine(source_.Text(range)); }

uint32_t Plan::SkipSpace(uint32_t place) const {
  const std::string& text = source_.text();
  while (place < text.size() && std::isspace(static_cast<unsigned char>(text[place]))) ++place;
  return place;
}

char Plan::CharAfter(uint32_t place) const {
  place = SkipSpace(place);
  return place < source_.text().size() ? source_.text()[place] : '\0';
}

char Plan::CharBefore(uint32_t place) const {
  const std::string& text = source_.text();
  while (place > 0 && std::isspace(static_cast<unsigned char>(text[place - 1]))) --place;
  return place == 0 ? '\0' : text[place - 1];
}

std::optional<Range> Plan::OperatorOf(const Node& node, const std::vector<Node>& children) const {
  if (children.empty() || children[0].range().begin != node.range().begin) return std::nullopt;
  const uint32_t begin = SkipSpace(children[0].range().end);
  const auto size = static_cast<uint32_t>(
      OperatorAt(source_.Text({begin, std::max(begin, node.range().end)})).size());
  if (size == 0 || begin + size >= node.range().end) return std::nullopt;
  return Range{begin, begin + size};
}

std::optional<Range> Plan::StatementRange(const Node& node) const {
  const uint32_t semicolon = SkipSpace(node.range().end);
  if (CharAfter(node.range().end) != ';') return std::nullopt;
  return Range{node.range().begin, semicolon + 1};
}

void Plan::Add(Edit edit, const std::vector<Change>& changes) {
  if (!seen_.insert({edit.range.begin, edit.range.end, edit.prefix}).second) return;
  for (const Change& change : changes) {
    Mutant mutant;
    mutant.file = file_;
    mutant.line = source_.LineOf(edit.range.begin);
    mutant.column = source_.ColumnOf(edit.range.begin);
    mutant.function = function_;
    mutant.kind = change.kind;
    mutant.original = OneLine(change.original);
    mutant.mutated = OneLine(change.mutated);
    mutant.ordinal = ordinals_[{function_, mutant.original, mutant.mutated}]++;
    edit.mutants.push_back(std::move(mutant));
  }
  edits_.push_back(std::move(edit));
}

void Plan::AddDrop(const Range& range, std::string_view kind) {
  Add({range, absl::StrCat("if (", CallOf("On"), ")) {} else "), ""}, {{kind, Plain(range), ""}});
}

void Plan::AddForce(const Node& node, bool only_false) {
  const std::string original = Plain(node.range());
  Edit edit{node.range(), CallOf(only_false ? "ForceFalse" : "Force") + ", static_cast<bool>(",
            "))"};
  if (only_false) return Add(std::move(edit), {{"condition", original, "false"}});
  Add(std::move(edit), {{"condition", original, "true"}, {"condition", original, "false"}});
}

void Plan::AddPhrase(const Range& whole, const Range& token, const Phrase& phrase) {
  std::vector<Change> changes;
  const std::string left(source_.Text({whole.begin, token.begin}));
  const std::string right(source_.Text({token.end, whole.end}));
  for (const std::string_view mutated : phrase.mutated) {
    const bool constant = std::isalpha(static_cast<unsigned char>(mutated[0]));
    changes.push_back({phrase.kind, left + std::string(source_.Text(token)) + right,
                       constant ? std::string(mutated) : left + std::string(mutated) + right});
  }
  Add({whole, CallOf(phrase.function) + ", ", ")", token, ","}, changes);
}

void Plan::AddLogic(const Range& whole, const Range& token, bool conjunction) {
  const std::string left(source_.Text({whole.begin, token.begin}));
  const std::string right(source_.Text({token.end, whole.end}));
  Add({whole, CallOf(conjunction ? "And" : "Or") + ", static_cast<bool>(", "); })", token,
       "), [&]() -> bool { return static_cast<bool>("},
      {{"logic", Plain(whole), left + (conjunction ? "||" : "&&") + right}});
}

void Plan::AddSwap(const Node& left, const Node& right) {
  const std::string a(TextOf(left));
  const std::string b(TextOf(right));
  const Range whole{left.range().begin, right.range().end};
  const Range between{left.range().end, right.range().begin};
  const std::string choice = absl::StrCat("(", CallOf("On"), ") ? ");
  Add({whole, absl::StrCat(choice, "(", b, ") : ("), "))", between,
       absl::StrCat(")), ", choice, "(", a, ") : (")},
      {{"arguments", absl::StrCat(a, ", ", b), absl::StrCat(b, ", ", a)}});
}

}  // namespace confab::mutate
