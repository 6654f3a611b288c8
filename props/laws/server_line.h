// One line as a peer reads it: source, verb or numeric, parameters.
//
//   const ServerLine line = ReadLine(":srv 433 * alice :In use");
//   line.numeric == 433; line.Param(1) == "alice"; line.Param(2) == "In use";
//
// Invariants: views into the text that was read; a parser of the laws' own, not the core's. Serves
// both directions: what clients say has no numeric that matters.

#ifndef CONFAB_PROPS_LAWS_SERVER_LINE_H_
#define CONFAB_PROPS_LAWS_SERVER_LINE_H_

#include <string_view>

namespace confab::props {

struct ServerLine {
  std::string_view text;    // without CR LF
  std::string_view source;  // without its colon; empty if none
  std::string_view verb;    // "001", "PING", as written
  std::string_view params;  // what follows the verb
  int numeric = 0;          // 0: the verb is none

  // The n-th parameter from 0, the trailing one without its colon; empty if there are fewer.
  std::string_view Param(int n) const;
  int ParamCount() const;
  // The nick of a source nick!user@host.
  std::string_view SourceNick() const { return source.substr(0, source.find('!')); }
};

// Reads a line without its terminator. Tags, if any, are skipped.
ServerLine ReadLine(std::string_view text);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_SERVER_LINE_H_
