#include "sim/hash128.h"

#include <gtest/gtest.h>

#include <string>

namespace confab::sim {
namespace {

Hash128 OfTexts(std::string_view a, std::string_view b) {
  Hasher128 hasher;
  hasher.Text(a);
  hasher.Text(b);
  return hasher.Finish();
}

TEST(Hash128Test, IsTheSameOnEveryPlatform) {
  Hasher128 hasher;
  hasher.Number(7);
  hasher.Text("NICK alice\r\n");
  EXPECT_EQ(hasher.Finish().Hex(), "d149d2a77812d5b4288a686f16fc6b9b");
}

TEST(Hash128Test, TextsDoNotRunTogether) {
  EXPECT_NE(OfTexts("ab", "c"), OfTexts("a", "bc"));
  EXPECT_NE(OfTexts("", "abc"), OfTexts("abc", ""));
  EXPECT_NE(OfTexts("a", ""), OfTexts(std::string("a\0", 2), ""));
}

TEST(Hash128Test, AnyChangedBitChangesTheHash) {
  const std::string text = "the quick brown fox jumps";
  const Hash128 whole = OfTexts(text, "");
  for (size_t byte = 0; byte < text.size(); ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = text;
      changed[byte] = static_cast<char>(changed[byte] ^ (1 << bit));
      EXPECT_NE(OfTexts(changed, ""), whole) << byte << ":" << bit;
    }
  }
}

TEST(Hash128Test, FinishingChangesNothing) {
  Hasher128 hasher;
  hasher.Number(1);
  const Hash128 once = hasher.Finish();
  EXPECT_EQ(hasher.Finish(), once);
  hasher.Number(2);
  EXPECT_NE(hasher.Finish(), once);
}

}  // namespace
}  // namespace confab::sim
