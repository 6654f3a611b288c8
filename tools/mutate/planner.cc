#include "tools/mutate/planner.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/mutate/phrasebook.h"
#include "tools/mutate/plan.h"

namespace confab::mutate {
namespace {

enum class Asked : uint8_t { kOnce, kByLoop };

bool IsNumber(CXType type) { return type.kind >= CXType_Char_U && type.kind <= CXType_LongDouble; }

class Planner {
 public:
  Planner(const Source& source, const std::string& file) : source_(source), plan_(source, file) {}

  void Declarations(const Node& parent) {
    for (const Node& node : source_.Children(parent)) Declaration(node);
  }

  std::vector<Edit> Taken() && { return std::move(plan_).Taken(); }

 private:
  // ---- declarations

  void Declaration(const Node& node) {
    switch (node.kind()) {
      case CXCursor_Namespace:
      case CXCursor_LinkageSpec:
      case CXCursor_StructDecl:
      case CXCursor_ClassDecl:
        return Declarations(node);
      case CXCursor_FunctionDecl:
      case CXCursor_CXXMethod:
      case CXCursor_Constructor:
      case CXCursor_Destructor:
      case CXCursor_ConversionFunction:
        return Function(node);
      default:
        return;
    }
  }

  void Function(const Node& node) {
    if (absl::StrContains(std::string(plan_.TextOf(node).substr(0, 40)), "consteval")) return;
    plan_.BeginFunction(node.QualifiedName());
    returns_ = clang_getCanonicalType(clang_getCursorResultType(node.cursor())).kind;
    for (const Node& child : source_.Children(node)) {
      if (child.kind() == CXCursor_CompoundStmt) Walk(child);
    }
  }

  // ---- statements

  // What stands where a statement can be left out.
  void Statement(const Node& node) {
    const std::optional<Range> range = plan_.StatementRange(node);
    if (node.kind() == CXCursor_BreakStmt || node.kind() == CXCursor_ContinueStmt) {
      if (range) plan_.AddDrop(*range, "statement");
      return;
    }
    if (node.IsExpression() && range) {
      plan_.AddDrop(*range, "statement");
      if (node.kind() == CXCursor_CompoundAssignOperator) CompoundAssignment(node);
    }
    Walk(node);
  }

  void CompoundAssignment(const Node& node) {
    const std::vector<Node> children = source_.Children(node);
    const std::optional<Range> token = plan_.OperatorOf(node, children);
    if (!token || children.size() != 2 || !IsNumber(children[0].Type())) return;
    const Phrase* phrase = PhraseOf(source_.Text(*token), Operands::kOrdered);
    if (phrase != nullptr) plan_.AddPhrase(node.range(), *token, *phrase);
  }

  // If, while, do: whatever is followed by a parenthesis is asked, and the rest is done.
  void Branch(const Node& node, Asked asked) {
    for (const Node& child : source_.Children(node)) {
      const bool is_condition = child.IsExpression() && plan_.CharAfter(child.range().end) == ')';
      const char before = plan_.CharBefore(child.range().begin);
      if (!is_condition) {
        child.kind() == CXCursor_VarDecl ? Walk(child) : Statement(child);
      } else if (before == '(' || before == ';') {
        Condition(child, asked);
      }
    }
  }

  void For(const Node& node) {
    const std::vector<Node> children = source_.Children(node);
    for (size_t i = 0; i < children.size(); ++i) {
      const Node& child = children[i];
      if (i + 1 == children.size()) {
        Statement(child);
      } else if (child.IsExpression() && plan_.CharAfter(child.range().end) == ';') {
        Condition(child, Asked::kByLoop);
      } else {
        Walk(child);
      }
    }
  }

  void Return(const Node& node) {
    const std::vector<Node> children = source_.Children(node);
    if (children.empty()) return;
    if (returns_ == CXType_Bool) return Condition(children[0], Asked::kOnce);
    const std::optional<Range> range = plan_.StatementRange(node);
    if (returns_ == CXType_Void && range) {
      const std::string original = plan_.Plain(*range);
      const std::string call = absl::StrCat(std::string(plan_.TextOf(children[0])), ";");
      plan_.Add({*range,
                 absl::StrCat("if (", CallOf("On"), ")) return; else if (", SecondCallOf("On"),
                              ")) { ", call, " } else "),
                 ""},
                {{"statement", original, "return;"}, {"statement", original, call}});
    }
    Walk(children[0]);
  }

  void Variable(const Node& node) {
    const absl::string_view text(plan_.TextOf(node).data(), plan_.TextOf(node).size());
    if (absl::StartsWith(text, "constexpr ") || absl::StartsWith(text, "static constexpr ")) return;
    const bool array = node.Type().kind == CXType_ConstantArray;
    for (const Node& child : source_.Children(node)) {
      if (array && child.kind() != CXCursor_InitListExpr) continue;
      if (node.Type().kind == CXType_Bool && child.IsExpression()) {
        Condition(child, Asked::kOnce);
      } else {
        Walk(child);
      }
    }
  }

  void Lambda(const Node& node) {
    const CXTypeKind outer = std::exchange(returns_, CXType_Invalid);
    for (const Node& child : source_.Children(node)) {
      if (child.kind() == CXCursor_CompoundStmt) Walk(child);
    }
    returns_ = outer;
  }

  void WalkChildren(const Node& node) {
    for (const Node& child : source_.Children(node)) Walk(child);
  }

  void LastStatement(const Node& node) {
    const std::vector<Node> children = source_.Children(node);
    if (!children.empty()) Statement(children.back());
  }

  void Walk(const Node& node) {
    switch (node.kind()) {
      case CXCursor_CompoundStmt:
        for (const Node& child : source_.Children(node)) Statement(child);
        return;
      case CXCursor_IfStmt:
        return Branch(node, Asked::kOnce);
      case CXCursor_WhileStmt:
      case CXCursor_DoStmt:
        return Branch(node, Asked::kByLoop);
      case CXCursor_ForStmt:
        return For(node);
      case CXCursor_CXXForRangeStmt:
      case CXCursor_CaseStmt:
      case CXCursor_DefaultStmt:
        return LastStatement(node);
      case CXCursor_ReturnStmt:
        return Return(node);
      case CXCursor_VarDecl:
        return Variable(node);
      case CXCursor_StaticAssert:
      case CXCursor_StructDecl:
        return;
      default:
        return Expression(node);
    }
  }

  // ---- expressions

  void Expression(const Node& node) {
    switch (node.kind()) {
      case CXCursor_LambdaExpr:
        return Lambda(node);
      case CXCursor_CXXBoolLiteralExpr:
        return Truth(node);
      case CXCursor_IntegerLiteral:
        return Integer(node);
      case CXCursor_DeclRefExpr:
        return Enumerator(node);
      case CXCursor_ConditionalOperator:
        return Choice(node);
      case CXCursor_BinaryOperator:
        return Binary(node);
      case CXCursor_CallExpr:
        if (node.IsConstevalCall()) return;
        if (absl::StartsWith(node.Name(), "operator")) return Binary(node);
        Arguments(node);
        return WalkChildren(node);
      default:
        return WalkChildren(node);
    }
  }

  // Whatever is asked for its truth, in whatever form.
  void Condition(const Node& node, Asked asked) {
    const std::vector<Node> children = source_.Children(node);
    const bool transparent = node.kind() == CXCursor_ParenExpr ||
                             (node.kind() == CXCursor_UnexposedExpr && children.size() == 1 &&
                              children[0].range() == node.range());
    if (transparent && children.size() == 1) return Condition(children[0], asked);
    const bool negation = node.kind() == CXCursor_UnaryOperator && plan_.TextOf(node)[0] == '!';
    if (negation && children.size() == 1) return Condition(children[0], Asked::kOnce);
    if (node.kind() == CXCursor_CXXBoolLiteralExpr && asked == Asked::kByLoop) return;
    if (!IsDecided(node)) plan_.AddForce(node, asked == Asked::kByLoop);
    Walk(node);
  }

  // Whether the rules for the node itself make it true and false already.
  bool IsDecided(const Node& node) const {
    if (node.kind() == CXCursor_CXXBoolLiteralExpr) return true;
    const std::optional<Range> token = plan_.OperatorOf(node, source_.Children(node));
    if (!token) return HasRewrittenOperator(node);
    constexpr std::string_view kDecided[] = {"<", "<=", ">", ">=", "==", "!=", "&&", "||"};
    return std::count(std::begin(kDecided), std::end(kDecided), source_.Text(*token)) > 0;
  }

  // `a != b` by `a == b`, and `a < b` by `a <=> b`: an unexposed node around the real call.
  bool HasRewrittenOperator(const Node& node) const {
    if (node.kind() != CXCursor_UnexposedExpr && node.kind() != CXCursor_UnaryOperator) {
      return false;
    }
    for (const Node& child : source_.Children(node)) {
      const bool call = child.kind() == CXCursor_CallExpr && child.range().end == node.range().end;
      if (call && plan_.OperatorOf(child, source_.Children(child))) return true;
      if (HasRewrittenOperator(child)) return true;
    }
    return false;
  }

  void Binary(const Node& node) {
    const std::vector<Node> children = source_.Children(node);
    const std::optional<Range> token = plan_.OperatorOf(node, children);
    if (!token) return WalkChildren(node);
    const std::string_view text = source_.Text(*token);
    if (text == "&&" || text == "||") {
      plan_.AddLogic(node.range(), *token, text == "&&");
      for (const Node& child : children) Condition(child, Asked::kOnce);
      return;
    }
    const Phrase* phrase = PhraseOf(text, OperandsOf(node, text, children));
    if (phrase != nullptr) plan_.AddPhrase(node.range(), *token, *phrase);
    WalkChildren(node);
  }

  static Operands OperandsOf(const Node& node, std::string_view token,
                             const std::vector<Node>& children) {
    if (token != "==" && token != "!=") {
      const bool pointer = std::any_of(children.begin(), children.end(), [](const Node& child) {
        return child.Type().kind == CXType_Pointer;
      });
      return pointer ? Operands::kOther : Operands::kOrdered;
    }
    const bool numbers = node.kind() == CXCursor_BinaryOperator && IsNumber(children[0].Type());
    return numbers ? Operands::kOrdered : Operands::kOther;
  }

  void Choice(const Node& node) {
    const std::vector<Node> children = source_.Children(node);
    for (size_t i = 0; i < children.size(); ++i) {
      if (i == 0) {
        Condition(children[i], Asked::kOnce);
      } else {
        Walk(children[i]);
      }
    }
  }

  void Truth(const Node& node) {
    const bool value = plan_.TextOf(node) == "true";
    const std::string mutated = value ? "false" : "true";
    plan_.Add({node.range(), absl::StrCat("(", CallOf("On"), ") ? ", mutated, " : "), ")"},
              {{"literal", plan_.Plain(node.range()), mutated}});
  }

  void Integer(const Node& node) {
    const std::string text(plan_.TextOf(node));
    if (!std::isdigit(static_cast<unsigned char>(text[0]))) return;
    const std::string more = absl::StrCat(text, " + 1");
    const std::string less = absl::StrCat(text, " - 1");
    if (text == "0") {
      return plan_.Add({node.range(), absl::StrCat("(", CallOf("On"), ") ? 1 : "), ")"},
                       {{"literal", text, "1"}});
    }
    plan_.Add({node.range(),
               absl::StrCat("(", CallOf("On"), ") ? ", more, " : ", SecondCallOf("On"), ") ? ",
                            less, " : "),
               ")"},
              {{"literal", text, more}, {"literal", text, less}});
  }

  // The next one of the enumeration, in the spelling used here.
  void Enumerator(const Node& node) {
    const Node constant = node.Referenced();
    if (constant.kind() != CXCursor_EnumConstantDecl) return WalkChildren(node);
    const std::string text(plan_.TextOf(node));
    const std::string name = constant.Name();
    const std::string next = NextEnumerator(constant);
    const bool template_argument = plan_.CharBefore(node.range().begin) == '<';
    if (next == name || template_argument || !absl::EndsWith(text, name)) return;
    const std::string mutated = text.substr(0, text.size() - name.size()) + next;
    plan_.Add({node.range(), absl::StrCat("(", CallOf("On"), ") ? ", mutated, " : "), ")"},
              {{"enumerator", text, mutated}});
  }

  static std::string NextEnumerator(const Node& constant) {
    std::vector<std::string> names;
    clang_visitChildren(
        clang_getCursorSemanticParent(constant.cursor()),
        [](CXCursor cursor, CXCursor, CXClientData data) {
          if (clang_getCursorKind(cursor) == CXCursor_EnumConstantDecl) {
            static_cast<std::vector<std::string>*>(data)->push_back(Node(cursor).Name());
          }
          return CXChildVisit_Continue;
        },
        &names);
    const auto found = std::find(names.begin(), names.end(), constant.Name());
    return found == names.end() || found + 1 == names.end() ? names.front() : *(found + 1);
  }

  // Each two neighbours of one type, that are not the same anyway.
  void Arguments(const Node& node) {
    const int count = clang_Cursor_getNumArguments(node.cursor());
    for (int i = 0; i + 1 < count; ++i) {
      const Node left(clang_Cursor_getArgument(node.cursor(), static_cast<unsigned>(i)));
      const Node right(clang_Cursor_getArgument(node.cursor(), static_cast<unsigned>(i) + 1));
      if (IsChanged(node, i) || IsChanged(node, i + 1)) continue;
      if (AreAlike(left, right) && AreApart(node, left, right)) plan_.AddSwap(left, right);
    }
  }

  // Whether the function may change what is passed.
  static bool IsChanged(const Node& call, int argument) {
    const CXType function = clang_getCursorType(call.Referenced().cursor());
    const CXType type = clang_getArgType(function, static_cast<unsigned>(argument));
    return type.kind == CXType_LValueReference &&
           clang_isConstQualifiedType(clang_getPointeeType(type)) == 0;
  }

  static bool AreAlike(const Node& left, const Node& right) {
    const auto name = [](const Node& node) {
      const CXString spelling = clang_getTypeSpelling(node.Type());
      std::string text = clang_getCString(spelling);
      clang_disposeString(spelling);
      if (text.back() != '*' && absl::StartsWith(text, "const ")) text.erase(0, 6);
      return text;
    };
    return name(left) == name(right);
  }

  bool AreApart(const Node& call, const Node& left, const Node& right) const {
    const Range a = left.range();
    const Range b = right.range();
    return call.range().Contains(a) && call.range().Contains(b) && a.begin < a.end &&
           b.begin < b.end && plan_.CharAfter(a.end) == ',' && plan_.SkipSpace(a.end) < b.begin &&
           source_.Text(a)[0] != '{' && source_.Text(b)[0] != '{' && source_.Text(a)[0] != '[' &&
           plan_.Plain(a) != plan_.Plain(b);
  }

  const Source& source_;
  Plan plan_;
  CXTypeKind returns_ = CXType_Invalid;
};

}  // namespace

std::vector<Edit> PlanMutants(const Source& source, const std::string& file) {
  Planner planner(source, file);
  planner.Declarations(source.Root());
  return std::move(planner).Taken();
}

}  // namespace confab::mutate
