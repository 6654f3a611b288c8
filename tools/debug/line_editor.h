// Lines typed on a terminal, with editing and a history; libedit does the work.
//
//   LineEditor editor("confab");
//   while (auto line = editor.Read("[event 0] ")) Do(*line);
//
// Invariants: only for terminals: elsewhere lines are read as they come. The history ends with the
// editor.

#ifndef CONFAB_TOOLS_DEBUG_LINE_EDITOR_H_
#define CONFAB_TOOLS_DEBUG_LINE_EDITOR_H_

#include <memory>
#include <optional>
#include <string>

namespace confab::tools {

class LineEditor {
 public:
  explicit LineEditor(const std::string& program);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Nothing: the end of the input.
  std::optional<std::string> Read(const std::string& prompt);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_LINE_EDITOR_H_
