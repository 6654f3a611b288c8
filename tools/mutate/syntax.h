// A C++ source as libclang sees it, cut down to what mutation needs: nodes that are written in the
// file itself, by their place in its text.
//
//   const absl::StatusOr<Source> source = Source::Parse("server_core/world/world.cc", arguments);
//   for (const Node& node : source->Root().Children()) Print(source->Text(node));
//   if (!source->Errors().empty()) ...
//
// Invariants: nodes live as long as their source; Children leaves out what another file or a macro
// wrote. Places are byte offsets into text().

#ifndef CONFAB_TOOLS_MUTATE_SYNTAX_H_
#define CONFAB_TOOLS_MUTATE_SYNTAX_H_

#include <clang-c/Index.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace confab::mutate {

struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool Contains(const Range& other) const { return begin <= other.begin && other.end <= end; }
  bool Contains(uint32_t place) const { return begin <= place && place < end; }
  uint32_t size() const { return end - begin; }
  friend bool operator==(const Range&, const Range&) = default;
};

class Node {
 public:
  explicit Node(CXCursor cursor) : cursor_(cursor) {}

  CXCursorKind kind() const { return clang_getCursorKind(cursor_); }
  CXCursor cursor() const { return cursor_; }
  Range range() const;
  bool IsExpression() const { return clang_isExpression(kind()) != 0; }
  bool IsStatement() const { return clang_isStatement(kind()) != 0; }
  // The name of what is declared or referred to.
  std::string Name() const;
  // With the classes around it, without namespaces.
  std::string QualifiedName() const;
  CXType Type() const { return clang_getCanonicalType(clang_getCursorType(cursor_)); }
  Node Referenced() const { return Node(clang_getCursorReferenced(cursor_)); }
  // A call whose function is declared consteval: nothing in it is computed at run time.
  bool IsConstevalCall() const;

 private:
  CXCursor cursor_;
};

struct SourceError {
  std::vector<uint32_t> places;  // in the file: of the error, and of what led to it
  std::string message;
};

class Source {
 public:
  // Parses the file, or `text` in its place.
  static absl::StatusOr<Source> Parse(const std::string& path,
                                      const std::vector<std::string>& arguments);
  static absl::StatusOr<Source> ParseText(const std::string& path, std::string text,
                                          const std::vector<std::string>& arguments);

  const std::string& text() const { return text_; }
  std::string_view Text(const Range& range) const {
    return std::string_view(text_).substr(range.begin, range.size());
  }
  Node Root() const;
  // In the order written, without what stems from macros or other files.
  std::vector<Node> Children(const Node& node) const;
  std::vector<SourceError> Errors() const;

  // From 1.
  int LineOf(uint32_t place) const;
  int ColumnOf(uint32_t place) const;

 private:
  struct Closer {
    void operator()(CXTranslationUnitImpl* unit) const { clang_disposeTranslationUnit(unit); }
    void operator()(void* index) const { clang_disposeIndex(index); }
  };

  Source() = default;
  void FindMacros();
  bool IsOurs(const Node& node) const;
  std::vector<uint32_t> PlacesOf(CXDiagnostic diagnostic) const;

  std::string path_;
  std::string text_;
  std::unique_ptr<void, Closer> index_;
  std::unique_ptr<CXTranslationUnitImpl, Closer> unit_;
  std::vector<Range> macros_;
};

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_SYNTAX_H_
