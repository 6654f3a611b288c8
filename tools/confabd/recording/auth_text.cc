#include "tools/confabd/recording/auth_text.h"

namespace confab {
namespace {

constexpr std::string_view kShownFields = "nracsi";
constexpr std::string_view kKept("=,\\ \t\r\n\0", 8);

bool IsLetter(char byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'); }
bool IsBase64(char byte) {
  return IsLetter(byte) || (byte >= '0' && byte <= '9') || byte == '+' || byte == '/';
}

}  // namespace

char MaskByte(char byte) {
  if (IsBase64(byte)) return 'A';
  return kKept.find(byte) == std::string_view::npos ? '!' : byte;
}

std::string MaskText(std::string_view text) {
  std::string masked(text);
  for (char& byte : masked) byte = MaskByte(byte);
  return masked;
}

char FieldMask::Mask(char byte) {
  if (byte == ',') {
    place_ = Place::kName;
    return byte;
  }
  switch (place_) {
    case Place::kName:
      place_ = Place::kEquals;
      name_ = byte;
      return IsLetter(byte) ? byte : MaskByte(byte);
    case Place::kEquals:
      place_ = byte == '=' && kShownFields.find(name_) != std::string_view::npos ? Place::kShown
                                                                                 : Place::kHidden;
      return MaskByte(byte);
    case Place::kShown:
      return byte;
    case Place::kHidden:
      break;
  }
  return MaskByte(byte);
}

std::string MaskFields(std::string_view text) {
  std::string masked(text);
  FieldMask mask;
  for (char& byte : masked) byte = mask.Mask(byte);
  return masked;
}

}  // namespace confab
