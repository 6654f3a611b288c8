#include "server_core/wire/tags.h"

#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace confab {
namespace {

std::string All(std::string_view tags) {
  std::string text;
  TagReader reader(tags);
  while (const std::optional<Tag> tag = reader.Next()) {
    text += "[" + std::string(tag->key) + "][" + std::string(tag->escaped_value) + "]";
  }
  return text;
}

TEST(Tags, AreReadInOrder) { EXPECT_EQ(All("a=1;+b/c=2;d"), "[a][1][+b/c][2][d][]"); }

TEST(Tags, MissingAndEmptyValuesAreTheSame) {
  EXPECT_EQ(TagValue("a", "a"), "");
  EXPECT_EQ(TagValue("a=", "a"), "");
}

TEST(Tags, TheFirstEqualSignParts) { EXPECT_EQ(All("a=b=c"), "[a][b=c]"); }

TEST(Tags, WithoutAKeyAreSkipped) {
  EXPECT_EQ(All(""), "");
  EXPECT_EQ(All(";;"), "");
  EXPECT_EQ(All(";=x;a=1;"), "[a][1]");
}

TEST(Tags, TheLastOfEqualKeysWins) {
  EXPECT_EQ(TagValue("a=1;b=2;a=3", "a"), "3");
  EXPECT_EQ(TagValue("a=1;a", "a"), "");
}

TEST(Tags, KeysAreOpaqueAndKeepTheirCase) {
  EXPECT_EQ(TagValue("A=1", "a"), std::nullopt);
  EXPECT_EQ(TagValue("+a=1", "a"), std::nullopt);
}

TEST(Tags, ValuesAreUnescaped) {
  EXPECT_EQ(UnescapeTagValue("\\:\\s\\\\\\r\\n"), "; \\\r\n");
  EXPECT_EQ(TagValue("a=x\\:y", "a"), "x;y");
}

TEST(Tags, UnknownEscapesLoseTheirBackslash) {
  EXPECT_EQ(UnescapeTagValue("\\b\\;"), "b;");
  EXPECT_EQ(UnescapeTagValue("a\\"), "a");
  EXPECT_EQ(UnescapeTagValue("\\"), "");
}

}  // namespace
}  // namespace confab
