// Text put together of words and numbers: what absl::StrCat does, for std::string_view.
//
//   std::string text;
//   AppendParts(text, "link ", 7, " nick=", nick.view(), "\n");
//   return absl::InternalError(Joined("link ", 7, ": not in the index"));
//
// Invariants: numbers are decimal; no locale is asked. (Debian builds Abseil with a string_view of
// its own, which std::string_view does not convert to.)

#ifndef CONFAB_SERVER_CORE_WORLD_APPEND_H_
#define CONFAB_SERVER_CORE_WORLD_APPEND_H_

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace confab {

inline void AppendPart(std::string& text, std::string_view part) { text.append(part); }

inline void AppendPart(std::string& text, std::integral auto number) {
  char digits[20];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

template <typename... Parts>
void AppendParts(std::string& text, const Parts&... parts) {
  (AppendPart(text, parts), ...);
}

template <typename... Parts>
std::string Joined(const Parts&... parts) {
  std::string text;
  AppendParts(text, parts...);
  return text;
}

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_APPEND_H_
