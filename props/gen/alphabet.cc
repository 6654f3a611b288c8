#include "props/gen/alphabet.h"

#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace confab::props {
namespace {

using TwoSpellings = std::array<std::string_view, 2>;

// Spellings of one name under one case mapping or another, and names that are nearly one. The
// fold of `w^` has a byte that no nick may hold, and two families here are one under rfc1459.
constexpr std::array<TwoSpellings, 9> kNickFamilies = {{{"a", "A"},
                                                        {"n[", "N{"},
                                                        {"n{", "N["},
                                                        {"z\\", "Z|"},
                                                        {"m]", "M}"},
                                                        {"w^", "W^"},
                                                        {"bo-1", "BO-1"},
                                                        {"_", "__"},
                                                        {"`q", "`Q"}}};

constexpr std::array<TwoSpellings, 5> kChannelFamilies = {
    {{"#a", "#A"}, {"#[x]", "#{X}"}, {"#t^", "#T~"}, {"&l\\", "&L|"}, {"#\xc3\xa9", "#\xc3\x89"}}};

// Names that need escapes on the way: as `=3D` in SCRAM, as `\\\\` in AUTH (Q218955).
constexpr std::array<std::string_view, 5> kAccounts = {"alice", "t\\b", "r\\n\\0", "x=y", "b\\"};

// So many families, none twice, and both spellings of each.
template <typename Families>
std::vector<std::string> DrawFamilies(Random& random, Families families, size_t count) {
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    const size_t picked = i + random.Below(families.size() - i);
    std::swap(families[i], families[picked]);
    for (const std::string_view spelling : families[i]) out.emplace_back(spelling);
  }
  return out;
}

std::string OverLongLine(Random& random, const Alphabet& alphabet) {
  // Around both budgets of clauses#2.2, to the byte.
  const std::string head = absl::StrCat("PRIVMSG ", Pick(random, alphabet.nicks), " :");
  const size_t over = random.Below(4);
  if (random.Chance(1, 8)) {
    const size_t tag_bytes = 4096 - 2 - 2 + over;
    return absl::StrCat("@", std::string(tag_bytes, 'k'), " ", head, "x\r\n");
  }
  const size_t text_bytes = 510 - 2 - head.size() + over;
  return absl::StrCat(head, std::string(text_bytes, 'y'), "\r\n");
}

std::string TornLine(Random& random, const Alphabet& alphabet) {
  const std::string nick = Pick(random, alphabet.nicks);
  switch (random.Below(5)) {
    case 0:
      return absl::StrCat("NICK ", nick);
    case 1:
      return absl::StrCat("NICK ", nick, "\r");
    case 2:
      return "\n";
    case 3:
      return absl::StrCat("@a=\\:b\\s;c", nick, " PRIVMSG");
    default:
      return absl::StrCat(nick, " x\r\nPI");
  }
}

std::string StrangeLine(Random& random, const Alphabet& alphabet) {
  const std::string nick = Pick(random, alphabet.nicks);
  switch (random.Below(9)) {
    case 0:
      return std::string("PING a\0b\r\n", 10);
    case 1:
      return std::string("\0\r\n\0\n", 5);
    case 2:
      return absl::StrCat("PING :a\rPING :b\n\n\r\rPING :c\r\n");
    case 3:
      return absl::StrCat("  :", nick, "!u@h   pInG   ", nick, "  :  \r\n");
    case 4:
      return absl::StrCat("@a=1;a=\\s\\: :x PRIVMSG ", nick, " :\x01\xff\xc3\r\n");
    case 5:
      return absl::StrCat("433 * ", nick, " :x\r\n", ":only\r\n", "@tag\r\n", "@tag \r\n");
    case 6:
      return absl::StrCat("AUTH SCRAM-SHA-256 I :n,,n=", nick, "\\c\\x\\,r=\xff\\\r\n");
    case 7:
      return absl::StrCat("JOIN #a", std::string("\x07\x00,#b", 5), ",,#\xc3\r\n");
    default:
      return std::string(1 + random.Below(9), '\xfe') + "\r\n";
  }
}

}  // namespace

Alphabet DrawAlphabet(Random& random, size_t names) {
  Alphabet alphabet;
  alphabet.nicks = DrawFamilies(random, kNickFamilies, names);
  alphabet.channels = DrawFamilies(random, kChannelFamilies, 2);
  alphabet.channels.pop_back();
  const size_t first = random.Below(kAccounts.size());
  alphabet.accounts.emplace_back(kAccounts[first]);
  if (random.Chance(1, 2))
    alphabet.accounts.emplace_back(kAccounts[(first + 1) % kAccounts.size()]);
  return alphabet;
}

std::string DrawNick(Random& random, const Alphabet& alphabet) {
  if (random.Chance(15, 16)) return Pick(random, alphabet.nicks);
  switch (random.Below(4)) {
    case 0:
      return "9x";
    case 1:
      return "k~";
    case 2:
      return std::string(30 + random.Below(2), 'l');
    default:
      return "no.body";
  }
}

std::string DrawChannel(Random& random, const Alphabet& alphabet) {
  if (random.Chance(15, 16)) return Pick(random, alphabet.channels);
  switch (random.Below(4)) {
    case 0:
      return "#";
    case 1:
      return "nochannel";
    case 2:
      return absl::StrCat("#", std::string(62 + random.Below(2), 'c'));
    default:
      return "#a\x07";
  }
}

std::string DrawText(Random& random) {
  switch (random.Below(10)) {
    case 0:
      return "";
    case 1:
      return random.Chance(1, 2) ? ":x" : " a  :b ";
    case 2:
      return "\x01tab\tbell\x07";
    // Two bytes a letter, so that cuts at odd lengths meet half a letter (clauses#5.3).
    case 3: {
      std::string text;
      const uint64_t letters = 1 + random.Below(200);
      for (uint64_t i = 0; i < letters; ++i) text += "\xc3\xa9";
      return text;
    }
    case 4:
      return std::string(1 + random.Below(480), 'z');
    default:
      return std::string(1, static_cast<char>('a' + random.Below(3)));
  }
}

std::string DrawHostileBytes(Random& random, const Alphabet& alphabet) {
  const uint64_t kind = random.Below(8);
  if (kind < 2) return OverLongLine(random, alphabet);
  if (kind < 4) return TornLine(random, alphabet);
  if (kind < 7) return StrangeLine(random, alphabet);
  std::string flood;
  const uint64_t lines = 1 + random.Below(60);
  for (uint64_t i = 0; i < lines; ++i) flood += "PING :flood\r\n";
  return flood;
}

}  // namespace confab::props
