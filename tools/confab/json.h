// JSON for reports: objects and lists written in order, numbers as numbers.
//
//   JsonObject failure;
//   failure.Text("law", "keepalive");
//   failure.Number("seed", 17);
//   Write(path, failure.text());              // {"law": "keepalive", "seed": 17}
//
// Invariants: the output is valid JSON whatever the texts hold; fields stay in the order written.
// (Protobuf's JSON writes 64-bit numbers as strings, which scripts trip over.)

#ifndef CONFAB_TOOLS_CONFAB_JSON_H_
#define CONFAB_TOOLS_CONFAB_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace confab::tools {

// A text as a JSON string, with quotes. Bytes that are not ASCII become \u00NN.
std::string JsonText(std::string_view text);

// Values that are JSON already, as a list.
std::string JsonList(const std::vector<std::string>& values);

class JsonObject {
 public:
  void Text(std::string_view key, std::string_view value) { Value(key, JsonText(value)); }
  void Number(std::string_view key, int64_t value) { Value(key, std::to_string(value)); }
  void Unsigned(std::string_view key, uint64_t value) { Value(key, std::to_string(value)); }
  // A value that is JSON already.
  void Value(std::string_view key, std::string_view json);

  std::string text() const { return "{" + fields_ + "}"; }

 private:
  std::string fields_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_JSON_H_
