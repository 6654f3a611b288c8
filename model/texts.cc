#include "model/texts.h"

#include <algorithm>

#include "server_core/api/limits.h"

namespace confab::model {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }
bool IsLead(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0xc0; }

// The two sides of the table of clause 6.8, position by position.
constexpr std::string_view kRaw("\0\t\r\n ,\\", 7);
constexpr std::string_view kLetter("0trnbc\\", 7);

}  // namespace

std::string Cat(std::initializer_list<std::string_view> parts) {
  size_t bytes = 0;
  for (std::string_view part : parts) bytes += part.size();
  std::string text;
  text.reserve(bytes);
  for (std::string_view part : parts) text += part;
  return text;
}

std::string Number(int64_t value) { return std::to_string(value); }

std::string Joined(const std::vector<std::string>& items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += between;
    text += item;
  }
  return text;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string Fold(CaseMapping mapping, std::string_view name) {
  std::string folded = Lower(name);
  if (mapping == CaseMapping::kAscii) return folded;
  for (char& c : folded) {
    if (c == '[') c = '{';
    if (c == ']') c = '}';
    if (c == '\\') c = '|';
    if (c == '^' && mapping == CaseMapping::kRfc1459) c = '~';
  }
  return folded;
}

bool IsNick(std::string_view text, int64_t bytes_max) {
  if (text.empty() || static_cast<int64_t>(text.size()) > bytes_max) return false;
  const auto is_first = [](char c) { return IsLetter(c) || IsOneOf(c, "[]{}\\|^_`"); };
  const auto is_rest = [&](char c) { return is_first(c) || IsDigit(c) || c == '-'; };
  return is_first(text[0]) && std::all_of(text.begin(), text.end(), is_rest);
}

bool IsChannelLike(std::string_view text) {
  return !text.empty() && (text[0] == '#' || text[0] == '&');
}

bool IsChannel(std::string_view text, int64_t bytes_max) {
  if (text.size() < 2 || static_cast<int64_t>(text.size()) > bytes_max) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x21 && byte != 0x7f;
  });
}

std::string CleanUser(std::string_view text) {
  std::string clean;
  for (char c : text) {
    if (IsLetter(c) || IsDigit(c) || IsOneOf(c, "._-")) clean += c;
  }
  return clean;
}

std::string CleanHost(std::string_view peer) {
  if (peer.empty()) return "unknown";
  std::string host(peer);
  for (char& c : host) {
    if (!IsLetter(c) && !IsDigit(c) && !IsOneOf(c, ".:-")) c = '-';
  }
  if (host[0] == ':') host = "0" + host;
  return host.substr(0, 63);
}

std::string Echo(std::string_view word) {
  if (word.empty() || word[0] == ':' || IsOneOf(' ', word)) return "*";
  return Cut(word, static_cast<int64_t>(kEchoBytesMax));
}

std::string Cut(std::string_view text, int64_t bytes_max) {
  const size_t bytes = static_cast<size_t>(bytes_max);
  if (text.size() <= bytes) return std::string(text);
  for (size_t gone = 1; gone <= 3 && gone <= bytes; ++gone) {
    if (!IsContinuation(text[bytes - gone + 1])) break;
    if (IsLead(text[bytes - gone])) return std::string(text.substr(0, bytes - gone));
  }
  return std::string(text.substr(0, bytes));
}

std::string Cleaned(std::string_view text, int64_t bytes_max) {
  std::string clean;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) clean += c;
  }
  return Cut(clean, bytes_max);
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::vector<std::string> Items(std::string_view list) {
  std::vector<std::string> items = Split(list, ',');
  items.erase(std::remove(items.begin(), items.end(), std::string()), items.end());
  return items;
}

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string TokenValue(std::string_view text) {
  std::string value;
  for (char c : text) {
    if (c == ' ') {
      value += "\\x20";
    } else if (c == '\\') {
      value += "\\x5C";
    } else if (c == '=') {
      value += "\\x3D";
    } else {
      value += c;
    }
  }
  return value;
}

std::string Escaped(std::string_view data) {
  std::string text;
  for (char c : data) {
    const size_t place = kRaw.find(c);
    if (place == std::string_view::npos) {
      text += c;
    } else {
      text += '\\';
      text += kLetter[place];
    }
  }
  return text;
}

std::string Unescaped(std::string_view text) {
  std::string data;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\\' && i + 1 < text.size();
    const size_t place = pair ? kLetter.find(text[i + 1]) : std::string_view::npos;
    if (place == std::string_view::npos) {
      data += text[i];
    } else {
      data += kRaw[place];
      ++i;
    }
  }
  return data;
}

}  // namespace confab::model
