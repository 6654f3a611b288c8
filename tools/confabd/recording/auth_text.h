// Which bytes of an AUTH message are secret, and what stands in their place.
//
//   MaskFields("c=biws,r=nonce,p=dHzb") == "c=biws,r=nonce,p=AAAA"
//   FieldMask mask;
//   for (char& byte : bytes) byte = mask.Mask(byte);   // one by one, as they come
//
// Invariants: as long as before, and the core judges the new text as it judged the old one: bytes
// of base64 stay bytes of base64, others stay others, and what has an escape in AUTH stays itself.
// Masking twice is masking once. What is shown does not depend on what is hidden but for its
// length.

#ifndef CONFAB_TOOLS_CONFABD_RECORDING_AUTH_TEXT_H_
#define CONFAB_TOOLS_CONFABD_RECORDING_AUTH_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace confab {

// A byte of a secret text, outside of any field.
char MaskByte(char byte);

// A text without anything that may stay.
std::string MaskText(std::string_view text);

// Knows the fields of SCRAM that are public: names, nonces, the salt, the channel binding.
class FieldMask {
 public:
  char Mask(char byte);

 private:
  enum class Place : uint8_t { kName, kEquals, kShown, kHidden };
  Place place_ = Place::kName;
  char name_ = '\0';
};

std::string MaskFields(std::string_view text);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_RECORDING_AUTH_TEXT_H_
