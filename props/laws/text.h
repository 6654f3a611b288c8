// The few operations on text that laws need, over std::string_view.
//
//   Cat({"link ", 7, ": ", line})  == "link 7: PING :srv"
//   NumberOf("42") == 42;  Contains("] 011 (", "011");  SameWord("Nick", "NICK")
//
// Invariants: no locale; numbers are decimal. (Debian's Abseil has a string_view of its own, which
// a std::string_view does not convert to: see tools/third_party/absl.bzl.)

#ifndef CONFAB_PROPS_LAWS_TEXT_H_
#define CONFAB_PROPS_LAWS_TEXT_H_

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace confab::props {

// A piece of a text: words, or a number.
class Part {
 public:
  Part(std::string_view text) : text_(text) {}    // NOLINT: meant to convert
  Part(const char* text) : text_(text) {}         // NOLINT
  Part(const std::string& text) : text_(text) {}  // NOLINT
  Part(std::integral auto number) : number_(static_cast<int64_t>(number)), is_number_(true) {}

  void AppendTo(std::string& text) const;

 private:
  std::string_view text_;
  int64_t number_ = 0;
  bool is_number_ = false;
};

std::string Cat(std::initializer_list<Part> parts);

// The whole text as a decimal number; nullopt if it is none.
std::optional<int64_t> NumberOf(std::string_view text);

inline bool Contains(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

// Whether two words are equal but for the case of ASCII letters.
bool SameWord(std::string_view a, std::string_view b);

// Removes `prefix` from the front of `text`; false if it is not there.
bool TakePrefix(std::string_view& text, std::string_view prefix);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_TEXT_H_
