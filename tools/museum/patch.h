// What the file of a planted defect says: its header, and which lines of code it makes.
//
//   const absl::StatusOr<PlantedDefect> defect = ReadPatch("Q233512", text);
//   defect->law;         // "keepalive"
//   defect->file;        // "server.cc"
//   defect->lines;       // {110, 111, ...}: the code of the hunk, as numbered in the patched file
//
// Invariants: `lines` is ascending and not empty. A hunk that only removes has no code of its own;
// then the lines around the gap stand for it.

#ifndef CONFAB_TOOLS_MUSEUM_PATCH_H_
#define CONFAB_TOOLS_MUSEUM_PATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace confab::tools {

struct PlantedDefect {
  std::string name;
  std::string law;
  bool crash_kills = false;  // "Kill: crash"
  std::string file;          // without folders
  std::vector<int> lines;
  std::vector<std::string> constants;  // declared in the hunk, as constexpr
  std::string fingerprint;             // of the patch's text, 16 hex digits
};

// The lines of a source, from 1, that name any of these. A constant has no code but there.
std::vector<int> LinesNaming(std::string_view source, const std::vector<std::string>& names);

absl::StatusOr<PlantedDefect> ReadPatch(std::string_view name, std::string_view text);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_PATCH_H_
