// Follows clauses#2: tags and a source may stand before the verb, spaces part words, and a colon
// makes the rest of the line one parameter.

#include "tools/confabd/recording/line_mask.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace confab {
namespace {

constexpr std::string_view kScram = "SCRAM-SHA-256";
constexpr std::string_view kLetters = "IiSs*";
constexpr std::string_view kEscapes = "0trnbc\\";  // behind a backslash
// Their parameters are nobody's business, whether there is such a command or not.
constexpr std::string_view kSecretVerbs[] = {"AUTHENTICATE", "OPER", "REGISTER", "IDENTIFY",
                                             "WEBIRC"};

char Upper(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
}

bool IsLineEnd(char byte) { return byte == '\r' || byte == '\n'; }

void CountUp(uint16_t& number) {
  if (number < std::numeric_limits<uint16_t>::max()) ++number;
}

}  // namespace

std::string Masked(std::string_view password) { return std::string(password.size(), 'p'); }

void LineMask::Apply(std::string& bytes, std::string_view password) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (place_ == Place::kHarmless) i = std::min(bytes.find_first_of("\r\n", i), bytes.size());
    if (i < bytes.size()) bytes[i] = Mask(bytes[i], password);
  }
}

char LineMask::Mask(char byte, std::string_view password) {
  if (IsLineEnd(byte)) {
    *this = LineMask();
    return byte;
  }
  switch (place_) {
    case Place::kTags:
      if (byte == ' ') place_ = Place::kAfter;
      return byte;
    case Place::kPrefix:
      if (byte == ' ') place_ = Place::kVerb;
      return byte;
    case Place::kStart:
    case Place::kAfter:
      if (byte == '@' && place_ == Place::kStart) {
        place_ = Place::kTags;
      } else if (byte == ':') {
        place_ = Place::kPrefix;
      } else {
        place_ = byte == ' ' ? Place::kAfter : Place::kVerb;
        EnterVerb(byte);
      }
      return byte;
    case Place::kVerb:
      EnterVerb(byte);
      return byte;
    case Place::kParams:
      return MaskParam(byte, password);
    case Place::kHarmless:
      break;
  }
  return byte;
}

void LineMask::EnterVerb(char byte) {
  if (byte == ' ') {
    if (word_bytes_ > 0) EndVerb();
  } else if (word_bytes_ < sizeof(word_)) {
    word_[word_bytes_++] = Upper(byte);
  } else {
    place_ = Place::kHarmless;  // longer than any verb
  }
}

void LineMask::EndVerb() {
  const std::string_view verb(word_, word_bytes_);
  if (verb == "PASS") {
    verb_ = Verb::kPass;
  } else if (verb == "AUTH") {
    verb_ = Verb::kAuth;
  } else if (std::count(std::begin(kSecretVerbs), std::end(kSecretVerbs), verb) > 0) {
    verb_ = Verb::kSecret;
  }
  place_ = verb_ == Verb::kOther ? Place::kHarmless : Place::kParams;
}

char LineMask::MaskParam(char byte, std::string_view password) {
  if (byte == ' ' && !is_trailing_) {
    if (in_param_) CountUp(param_);
    in_param_ = false;
    return byte;
  }
  if (!in_param_) {
    in_param_ = true;
    param_bytes_ = 0;
    is_trailing_ = byte == ':';
    if (is_trailing_) return byte;
  }
  const char masked = MaskInParam(byte, password);
  CountUp(param_bytes_);
  return masked;
}

char LineMask::MaskInParam(char byte, std::string_view password) {
  if (byte == '\0') return byte;  // it spoils the line
  if (verb_ == Verb::kPass) return param_ == 0 ? MaskPassword(byte, password) : 'x';
  return verb_ == Verb::kAuth ? MaskAuth(byte) : MaskByte(byte);
}

char LineMask::MaskPassword(char byte, std::string_view password) {
  is_right_ = is_right_ && param_bytes_ < password.size() && password[param_bytes_] == byte;
  return is_right_ ? 'p' : 'x';
}

// AUTH package letter data: the package is echoed, and the letter is one or none.
char LineMask::MaskAuth(char byte) {
  if (param_ == 0) {
    is_scram_ = is_scram_ && param_bytes_ < kScram.size() && Upper(byte) == kScram[param_bytes_];
    return is_trailing_ ? MaskByte(byte) : byte;
  }
  if (param_ > 1) return MaskAuthData(byte);
  const bool is_letter = param_bytes_ == 0 && kLetters.find(byte) != std::string_view::npos;
  return is_letter ? byte : '!';
}

// An escape is two bytes for one: a comma, or something that the mask keeps in any case.
char LineMask::MaskAuthData(char byte) {
  if (!is_scram_ || param_ > 2) return MaskByte(byte);
  if (std::exchange(is_escaped_, false)) {
    const bool is_escape = kEscapes.find(byte) != std::string_view::npos;
    fields_.Mask(is_escape && byte == 'c' ? ',' : '\\');
    if (is_escape) return byte;
  }
  if (byte == '\\') {
    is_escaped_ = true;
    return byte;
  }
  return fields_.Mask(byte);
}

}  // namespace confab
