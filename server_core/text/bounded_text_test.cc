#include "server_core/text/bounded_text.h"

#include <string>
#include <type_traits>

#include "absl/hash/hash.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using Short = BoundedText<4>;

static_assert(std::is_trivially_copyable_v<BoundedText<100>>);
static_assert(sizeof(BoundedText<63>) == 64);
static_assert(sizeof(BoundedText<300>) == 302);

TEST(BoundedText, HoldsUpToItsSize) {
  EXPECT_TRUE(Short().empty());
  EXPECT_EQ(Short("").view(), "");
  EXPECT_EQ(Short("abcd").view(), "abcd");
  EXPECT_EQ(Short("abcd").size(), 4u);
  EXPECT_EQ(BoundedText<300>(std::string(300, 'x')).view(), std::string(300, 'x'));
}

TEST(BoundedTextDeathTest, OneByteMoreIsOurMistake) {
  EXPECT_DEATH(Short("abcde"), "CONFAB_CHECK");
  EXPECT_DEATH(BoundedText<255>(std::string(256, 'x')), "CONFAB_CHECK");
  Short full("abcd");
  EXPECT_DEATH(full.Append('e'), "CONFAB_CHECK");
}

TEST(BoundedText, GrowsByteByByte) {
  Short text("ab");
  text.Append('c');
  EXPECT_EQ(text, Short("abc"));
}

TEST(BoundedText, ComparesAndHashesByContent) {
  EXPECT_EQ(absl::HashOf(Short("ab")), absl::HashOf(Short("ab")));
  EXPECT_NE(Short("ab"), Short("abc"));
  EXPECT_LT(Short("ab"), Short("abc"));
  EXPECT_LT(Short("b"), Short("\xff"));
  EXPECT_LT(Short(std::string(1, '\0')), Short("a"));
}

}  // namespace
}  // namespace confab
