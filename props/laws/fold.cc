#include "props/laws/fold.h"

namespace confab::props {
namespace {

char FoldByte(CaseMapping mapping, char byte) {
  if (byte >= 'A' && byte <= 'Z') return static_cast<char>(byte - 'A' + 'a');
  if (mapping == CaseMapping::kAscii) return byte;
  switch (byte) {
    case '[':
      return '{';
    case ']':
      return '}';
    case '\\':
      return '|';
    case '^':
      return mapping == CaseMapping::kRfc1459 ? '~' : byte;
    default:
      return byte;
  }
}

}  // namespace

std::string Fold(CaseMapping mapping, std::string_view name) {
  std::string folded(name);
  for (char& byte : folded) byte = FoldByte(mapping, byte);
  return folded;
}

}  // namespace confab::props
