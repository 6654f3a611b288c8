#include "tools/mutate/syntax.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace confab::mutate {
namespace {

std::string Taken(CXString string) {
  const char* const bytes = clang_getCString(string);
  std::string text = bytes == nullptr ? "" : bytes;
  clang_disposeString(string);
  return text;
}

uint32_t OffsetOf(CXSourceLocation location) {
  unsigned offset = 0;
  clang_getExpansionLocation(location, nullptr, nullptr, nullptr, &offset);
  return offset;
}

bool IsInMainFile(CXSourceLocation location) {
  return clang_Location_isFromMainFile(location) != 0;
}

template <class Visitor>
void VisitChildren(CXCursor parent, Visitor visit) {
  clang_visitChildren(
      parent,
      [](CXCursor cursor, CXCursor, CXClientData data) {
        (*static_cast<Visitor*>(data))(cursor);
        return CXChildVisit_Continue;
      },
      &visit);
}

}  // namespace

Range Node::range() const {
  const CXSourceRange extent = clang_getCursorExtent(cursor_);
  return {OffsetOf(clang_getRangeStart(extent)), OffsetOf(clang_getRangeEnd(extent))};
}

std::string Node::Name() const { return Taken(clang_getCursorSpelling(cursor_)); }

std::string Node::QualifiedName() const {
  std::string name = Name();
  CXCursor parent = clang_getCursorSemanticParent(cursor_);
  while (clang_isDeclaration(clang_getCursorKind(parent)) != 0 &&
         clang_getCursorKind(parent) != CXCursor_Namespace) {
    name = absl::StrCat(Node(parent).Name(), "::", name);
    parent = clang_getCursorSemanticParent(parent);
  }
  return name;
}

bool Node::IsConstevalCall() const {
  const CXCursor function = clang_getCursorReferenced(cursor_);
  if (kind() != CXCursor_CallExpr || clang_Cursor_isNull(function) != 0) return false;
  CXTranslationUnit unit = clang_Cursor_getTranslationUnit(function);
  CXToken* const first = clang_getToken(unit, clang_getRangeStart(clang_getCursorExtent(function)));
  if (first == nullptr) return false;
  const bool is_consteval = Taken(clang_getTokenSpelling(unit, *first)) == "consteval";
  clang_disposeTokens(unit, first, 1);
  return is_consteval;
}

absl::StatusOr<Source> Source::Parse(const std::string& path,
                                     const std::vector<std::string>& arguments) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  return ParseText(path, std::string(std::istreambuf_iterator<char>(file), {}), arguments);
}

absl::StatusOr<Source> Source::ParseText(const std::string& path, std::string text,
                                         const std::vector<std::string>& arguments) {
  Source source;
  source.path_ = path;
  source.text_ = std::move(text);
  std::vector<const char*> words;
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  CXUnsavedFile unsaved{path.c_str(), source.text_.data(), source.text_.size()};
  source.index_.reset(clang_createIndex(/*excludeDeclarationsFromPCH=*/0, /*display=*/0));
  CXTranslationUnit unit = nullptr;
  const CXErrorCode code = clang_parseTranslationUnit2(
      source.index_.get(), path.c_str(), words.data(), static_cast<int>(words.size()), &unsaved, 1,
      CXTranslationUnit_DetailedPreprocessingRecord, &unit);
  if (code != CXError_Success) return absl::InternalError(absl::StrCat(path, ": libclang ", code));
  source.unit_.reset(unit);
  source.FindMacros();
  return source;
}

void Source::FindMacros() {
  VisitChildren(Root().cursor(), [this](CXCursor cursor) {
    if (clang_getCursorKind(cursor) != CXCursor_MacroExpansion) return;
    if (IsInMainFile(clang_getCursorLocation(cursor))) macros_.push_back(Node(cursor).range());
  });
}

Node Source::Root() const { return Node(clang_getTranslationUnitCursor(unit_.get())); }

bool Source::IsOurs(const Node& node) const {
  const CXSourceRange extent = clang_getCursorExtent(node.cursor());
  if (!IsInMainFile(clang_getRangeStart(extent)) || !IsInMainFile(clang_getRangeEnd(extent))) {
    return false;
  }
  const Range range = node.range();
  return range.begin < range.end && range.end <= text_.size() &&
         std::none_of(macros_.begin(), macros_.end(),
                      [&](const Range& macro) { return macro.Contains(range); });
}

std::vector<Node> Source::Children(const Node& node) const {
  std::vector<Node> children;
  VisitChildren(node.cursor(), [&](CXCursor cursor) {
    if (IsOurs(Node(cursor))) children.emplace_back(cursor);
  });
  return children;
}

std::vector<uint32_t> Source::PlacesOf(CXDiagnostic diagnostic) const {
  std::vector<uint32_t> places;
  const CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
  if (IsInMainFile(location)) places.push_back(OffsetOf(location));
  const CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
  for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); ++i) {
    const CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
    const std::vector<uint32_t> more = PlacesOf(note);
    places.insert(places.end(), more.begin(), more.end());
    clang_disposeDiagnostic(note);
  }
  return places;
}

std::vector<SourceError> Source::Errors() const {
  std::vector<SourceError> errors;
  for (unsigned i = 0; i < clang_getNumDiagnostics(unit_.get()); ++i) {
    const CXDiagnostic diagnostic = clang_getDiagnostic(unit_.get(), i);
    if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
      errors.push_back({PlacesOf(diagnostic), Taken(clang_getDiagnosticSpelling(diagnostic))});
    }
    clang_disposeDiagnostic(diagnostic);
  }
  return errors;
}

int Source::LineOf(uint32_t place) const {
  return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + place, '\n'));
}

int Source::ColumnOf(uint32_t place) const {
  const size_t before = place == 0 ? std::string::npos : text_.rfind('\n', place - 1);
  return static_cast<int>(before == std::string::npos ? place + 1 : place - before);
}

}  // namespace confab::mutate
