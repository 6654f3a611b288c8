#include "tools/debug/line_editor.h"

#include <histedit.h>

#include <cstdio>

namespace confab::tools {
namespace {

constexpr int kHistoryLines = 500;

}  // namespace

struct LineEditor::Inside {
  EditLine* edit = nullptr;
  History* history = nullptr;
  std::string prompt;
};

LineEditor::LineEditor(const std::string& program) : inside_(std::make_unique<Inside>()) {
  inside_->edit = el_init(program.c_str(), stdin, stdout, stderr);
  inside_->history = history_init();
  HistEvent event;
  history(inside_->history, &event, H_SETSIZE, kHistoryLines);
  el_set(inside_->edit, EL_CLIENTDATA, inside_.get());
  const auto prompt = +[](EditLine* edit) -> char* {
    Inside* inside = nullptr;
    el_get(edit, EL_CLIENTDATA, &inside);
    return inside->prompt.data();
  };
  el_set(inside_->edit, EL_PROMPT, prompt);
  el_set(inside_->edit, EL_EDITOR, "emacs");
  el_set(inside_->edit, EL_HIST, history, inside_->history);
  el_source(inside_->edit, nullptr);  // the reader's own ~/.editrc
}

LineEditor::~LineEditor() {
  history_end(inside_->history);
  el_end(inside_->edit);
}

std::optional<std::string> LineEditor::Read(const std::string& prompt) {
  inside_->prompt = prompt;
  int bytes = 0;
  const char* text = el_gets(inside_->edit, &bytes);
  if (text == nullptr || bytes <= 0) return std::nullopt;
  std::string line(text, static_cast<size_t>(bytes));
  if (line.ends_with('\n')) line.pop_back();
  HistEvent event;
  if (!line.empty()) history(inside_->history, &event, H_ENTER, line.c_str());
  return line;
}

}  // namespace confab::tools
