// Clauses 4.2, 5 and the notation of CLAUSES.md as functions from text to text.
//
//   Fold(CaseMapping::kRfc1459, "Nick[1]") == "nick{1}"
//   Echo(":x") == "*"
//   Cut("a\xc3\xa9", 2) == "a"
//   Escaped(" ,") == "\\b\\c"
//
// Invariants: pure, bytes in and bytes out; nothing here is shared with the core.

#ifndef CONFAB_MODEL_TEXTS_H_
#define CONFAB_MODEL_TEXTS_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "server_core/api/config.h"

namespace confab::model {

// The parts, one after another; and a number in decimal.
std::string Cat(std::initializer_list<std::string_view> parts);
std::string Number(int64_t value);
std::string Joined(const std::vector<std::string>& items, std::string_view between);

// ASCII letters only.
std::string Lower(std::string_view text);
std::string Upper(std::string_view text);

//= clauses#4.2: two names are one if their folds are.
std::string Fold(CaseMapping mapping, std::string_view name);

//= clauses#4.2
bool IsNick(std::string_view text, int64_t bytes_max);
//= clauses#7.3
bool IsChannelLike(std::string_view text);  // starts with # or &
bool IsChannel(std::string_view text, int64_t bytes_max);

//= clauses#4.5
std::string CleanUser(std::string_view text);
//= clauses#1.2
std::string CleanHost(std::string_view peer);

// A peer's own word, repeated in a numeric (notation).
std::string Echo(std::string_view word);

//= clauses#5.3
std::string Cut(std::string_view text, int64_t bytes_max);
//= clauses#5.4
std::string Cleaned(std::string_view text, int64_t bytes_max);

// What the separators stand between, empty texts too: one more than there are separators.
std::vector<std::string> Split(std::string_view text, char separator);
// The items of a list parted by commas, without the empty ones.
std::vector<std::string> Items(std::string_view list);
// Takes `prefix` off the front, if `text` starts with it.
bool TakePrefix(std::string_view& text, std::string_view prefix);

//= clauses#4.10: a value of RPL_ISUPPORT.
std::string TokenValue(std::string_view text);

//= clauses#6.8: data of AUTH as it travels, and back.
std::string Escaped(std::string_view data);
std::string Unescaped(std::string_view text);

}  // namespace confab::model

#endif  // CONFAB_MODEL_TEXTS_H_
