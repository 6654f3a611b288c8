// The lines in what a client sends, whatever the cut (clauses#2.1-2.3), assembled again for the
// laws.
//
//   Hearing hearing;
//   hearing.Hear("NICK a\r\nUS", lines);    // one line so far
//   hearing.Hear("ER a 0 * :A\n", lines);   // and the second
//
// Invariants: the same lines for every cut; written byte by byte, to be obvious rather than fast.

#ifndef CONFAB_PROPS_LAWS_HEARING_H_
#define CONFAB_PROPS_LAWS_HEARING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace confab::props {

enum class HeardKind : uint8_t { kLine, kTooLong, kHasNul };

struct Heard {
  HeardKind kind = HeardKind::kLine;
  std::string text;  // empty unless a line
};

class Hearing {
 public:
  // Appends what `bytes` complete. A line over its budget is reported at the first byte over it.
  void Hear(std::string_view bytes, std::vector<Heard>& heard);

 private:
  void HearByte(char byte, std::vector<Heard>& heard);
  void EndLine(std::vector<Heard>& heard);
  bool OverBudget() const;

  std::string line_;
  size_t tags_bytes_ = 0;  // of a tag part that has ended, with its space
  bool discarding_ = false;
  bool has_nul_ = false;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_HEARING_H_
