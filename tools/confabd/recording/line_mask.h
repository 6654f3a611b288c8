// Hides the secrets in the lines of one link, byte by byte, whatever the cut of the stream.
//
//   LineMask mask;
//   std::string bytes = "PASS sesame\r\nNICK a\r\n";
//   mask.Apply(bytes, /*password=*/"sesame");    // "PASS pppppp\r\nNICK a\r\n"
//
// Invariants: no byte is added or taken, and line ends stay. A right password stays right (against
// Masked(password)) and a wrong one wrong; of it nothing remains but its length and how much of its
// beginning was right. Verbs are never changed: they are echoed.

#ifndef CONFAB_TOOLS_CONFABD_RECORDING_LINE_MASK_H_
#define CONFAB_TOOLS_CONFABD_RECORDING_LINE_MASK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tools/confabd/recording/auth_text.h"

namespace confab {

// What stands for the password of the server.
std::string Masked(std::string_view password);

class LineMask {
 public:
  void Apply(std::string& bytes, std::string_view password);

 private:
  enum class Place : uint8_t {
    kStart,    // of the line
    kTags,     // a word before the verb
    kAfter,    // the spaces behind the tags
    kPrefix,   // another one
    kVerb,     // or the spaces before it
    kParams,   // of a verb that has secrets
    kHarmless  // up to the end of the line
  };
  enum class Verb : uint8_t { kOther, kPass, kAuth, kSecret };

  char Mask(char byte, std::string_view password);
  void EnterVerb(char byte);
  void EndVerb();
  char MaskParam(char byte, std::string_view password);
  char MaskInParam(char byte, std::string_view password);
  char MaskPassword(char byte, std::string_view password);
  char MaskAuth(char byte);
  char MaskAuthData(char byte);

  Place place_ = Place::kStart;
  Verb verb_ = Verb::kOther;
  bool in_param_ = false;
  bool is_trailing_ = false;
  bool is_right_ = true;     // PASS: so far
  bool is_scram_ = true;     // AUTH: the package, so far
  bool is_escaped_ = false;  // AUTH: the byte before was a backslash that begins something
  uint8_t word_bytes_ = 0;   // of `word_`, or one more
  uint16_t param_ = 0;
  uint16_t param_bytes_ = 0;
  FieldMask fields_;
  char word_[16] = {};  // the verb
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_RECORDING_LINE_MASK_H_
