#include "server_core/text/casemap.h"

#include <algorithm>
#include <array>

#include "server_core/api/check.h"

namespace confab {
namespace {

using Table = std::array<char, 256>;

// A lower-case letter is its capital plus 0x20 in every mapping; they differ in how far beyond Z
// the capitals reach: nowhere, to `]` (`[\]` to `{|}`), or to `^` (and `^` to `~`).
//= clauses#4.2
consteval Table TableUpTo(char last_capital) {
  Table table{};
  for (size_t byte = 0; byte < table.size(); ++byte) {
    const bool capital = byte >= 'A' && byte <= static_cast<unsigned char>(last_capital);
    table[byte] = static_cast<char>(static_cast<unsigned char>(capital ? byte + 0x20 : byte));
  }
  return table;
}

constexpr Table kAscii = TableUpTo('Z');
constexpr Table kRfc1459 = TableUpTo('^');
constexpr Table kRfc1459Strict = TableUpTo(']');

const Table& TableOf(CaseMapping mapping) {
  switch (mapping) {
    case CaseMapping::kAscii:
      return kAscii;
    case CaseMapping::kRfc1459:
      return kRfc1459;
    case CaseMapping::kRfc1459Strict:
      return kRfc1459Strict;
  }
  return kAscii;
}

char FoldByte(const Table& table, char byte) { return table[static_cast<unsigned char>(byte)]; }

bool EqualUnder(const Table& table, std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&table](char x, char y) { return FoldByte(table, x) == FoldByte(table, y); });
}

}  // namespace

void FoldInto(CaseMapping mapping, std::string_view from, char* to) {
  const Table& table = TableOf(mapping);
  for (const char byte : from) *to++ = FoldByte(table, byte);
}

FoldedName Fold(CaseMapping mapping, std::string_view name) {
  CONFAB_CHECK(name.size() <= kFoldedBytesMax);
  char folded[kFoldedBytesMax];
  FoldInto(mapping, name, folded);
  return FoldedName(std::string_view(folded, name.size()));
}

bool EqualNames(CaseMapping mapping, std::string_view a, std::string_view b) {
  return EqualUnder(TableOf(mapping), a, b);
}

bool EqualAscii(std::string_view a, std::string_view b) { return EqualUnder(kAscii, a, b); }

std::string_view CaseMappingName(CaseMapping mapping) {
  switch (mapping) {
    case CaseMapping::kAscii:
      return "ascii";
    case CaseMapping::kRfc1459:
      return "rfc1459";
    case CaseMapping::kRfc1459Strict:
      return "rfc1459-strict";
  }
  return "ascii";
}

}  // namespace confab
