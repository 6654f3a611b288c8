#include "tools/museum/code_places.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace confab::tools {
namespace {

// "FOLDER/FILE:LINE", perhaps with more after a blank.
bool IsOneOf(absl::string_view place, const std::string& file, const std::vector<int>& lines) {
  const size_t colon = place.rfind(':');
  if (colon == place.npos || !absl::EndsWith(place.substr(0, colon), file)) return false;
  const std::string number(place.substr(colon + 1));
  int line = 0;
  return std::sscanf(number.c_str(), "%d", &line) == 1 &&
         std::binary_search(lines.begin(), lines.end(), line);
}

}  // namespace

std::vector<uint64_t> CodeOfLines(std::string_view addresses, std::string_view file,
                                  const std::vector<int>& lines) {
  const std::string wanted = absl::StrCat("/", absl::string_view(file.data(), file.size()));
  const absl::string_view text(addresses.data(), addresses.size());
  std::vector<uint64_t> places;
  uint64_t address = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, "0x")) {
      if (!absl::SimpleHexAtoi(line, &address)) address = 0;
    } else if (address != 0 && IsOneOf(line, wanted, lines)) {
      places.push_back(address);
    }
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace confab::tools
