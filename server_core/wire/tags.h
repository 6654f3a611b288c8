// Reads the tag part of a line: keys, values, escapes.
//
//   TagReader reader("a=1;+b/c;a=2\\:");
//   while (const std::optional<Tag> tag = reader.Next()) Use(tag->key, tag->escaped_value);
//   TagValue("a=1;+b/c;a=2\\:", "a")  == "2;"     // the last of equal keys wins
//
// Invariants: every text is a legal tag part; keys are compared as they are. The cost is linear in
// the text, whatever it holds: nothing is indexed, so equal keys cost nothing.

#ifndef CONFAB_SERVER_CORE_WIRE_TAGS_H_
#define CONFAB_SERVER_CORE_WIRE_TAGS_H_

#include <optional>
#include <string>
#include <string_view>

namespace confab {

struct Tag {
  std::string_view key;            // never empty
  std::string_view escaped_value;  // empty if missing
};

//= clauses#2.7
class TagReader {
 public:
  explicit TagReader(std::string_view tags) : rest_(tags) {}

  // The tags in the order written; one without a key is skipped. Nothing after the last one.
  std::optional<Tag> Next();

 private:
  std::string_view rest_;
};

// The value as meant: `\:` `;`, `\s` space, `\\` backslash, `\r` CR, `\n` LF, any other `\x` x; a
// lone trailing backslash is dropped.
std::string UnescapeTagValue(std::string_view escaped);

// The unescaped value of a key, of the last tag that has it; nothing if none has.
std::optional<std::string> TagValue(std::string_view tags, std::string_view key);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WIRE_TAGS_H_
