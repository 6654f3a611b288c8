// Carries binary data of AUTH in one parameter: the escapes of the IRCX draft.
//
//   EscapeAuthData("a b,c")      == "a\\bb\\cc"
//   UnescapeAuthData("\\t\\0")   == std::string("\t\0", 2)
//   UnescapeAuthData("\\x\\")    == "\\x\\"          // unknown escapes stay as they are
//
// Invariants: Unescape(Escape(data)) == data for all data (Q218955: a length byte of 9 came out as
// 7); escaped data has no NUL, TAB, CR, LF, space or comma, and at most two bytes for one.

#ifndef CONFAB_SERVER_CORE_WIRE_AUTH_ESCAPE_H_
#define CONFAB_SERVER_CORE_WIRE_AUTH_ESCAPE_H_

#include <string>
#include <string_view>

namespace confab {

//= clauses#6.8
std::string UnescapeAuthData(std::string_view escaped);
std::string EscapeAuthData(std::string_view data);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WIRE_AUTH_ESCAPE_H_
