// Where in a program the code of some source lines is, inlined calls included.
//
//   // The output of `addr2line -a -i -e PROGRAM` for where its statements begin:
//   const std::vector<uint64_t> places = CodeOfLines(text, "server.cc", {110, 111});
//   Tripwires::Set(places, ...);
//
// Invariant: addresses as in the file, ascending, unique. Those asked for must each be the first of
// an instruction, which the beginnings of statements are.

#ifndef CONFAB_TOOLS_MUSEUM_CODE_PLACES_H_
#define CONFAB_TOOLS_MUSEUM_CODE_PLACES_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace confab::tools {

std::vector<uint64_t> CodeOfLines(std::string_view addresses, std::string_view file,
                                  const std::vector<int>& lines);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_CODE_PLACES_H_
