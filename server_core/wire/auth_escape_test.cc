#include "server_core/wire/auth_escape.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace confab {
namespace {

using std::string_literals::operator""s;

constexpr std::string_view kNeedEscapes("\0\t\r\n ,\\", 7);

TEST(AuthEscape, EachByteComesBack) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string data(1, static_cast<char>(static_cast<unsigned char>(byte)));
    EXPECT_EQ(UnescapeAuthData(EscapeAuthData(data)), data) << byte;
    const bool escaped = kNeedEscapes.find(data[0]) != std::string_view::npos;
    EXPECT_EQ(EscapeAuthData(data).size(), escaped ? 2u : 1u) << byte;
  }
}

TEST(AuthEscape, EachPairOfBytesComesBack) {
  std::string data(2, '\0');
  for (int pair = 0; pair < 65'536; ++pair) {
    data[0] = static_cast<char>(static_cast<unsigned char>(pair >> 8));
    data[1] = static_cast<char>(static_cast<unsigned char>(pair & 0xff));
    ASSERT_EQ(UnescapeAuthData(EscapeAuthData(data)), data) << pair;
  }
}

// Q218955: users with names of 9 letters could not log on, as the length byte 0x09 came out as
// 0x07.
TEST(AuthEscape, LengthBytesThatNeedEscapesComeBack) {
  for (const int length : {9, 10, 13, 32, 44, 92}) {
    const std::string data = std::string(1, static_cast<char>(length)) + std::string(92, 'n');
    EXPECT_EQ(UnescapeAuthData(EscapeAuthData(data)), data) << length;
  }
}

TEST(AuthEscape, TheTableIsTheDrafts) {
  EXPECT_EQ(EscapeAuthData("\0\t\r\n ,\\"s), "\\0\\t\\r\\n\\b\\c\\\\");
  EXPECT_EQ(UnescapeAuthData("\\0\\t\\r\\n\\b\\c\\\\"), "\0\t\r\n ,\\"s);
}

TEST(AuthEscape, EscapedDataIsOneParameter) {
  std::string data;
  for (int byte = 0; byte < 256; ++byte) data += static_cast<char>(byte);
  const std::string escaped = EscapeAuthData(data);
  EXPECT_EQ(escaped.find_first_of("\0\t\r\n ,"s), std::string::npos);
}

TEST(AuthEscape, UnknownEscapesStay) {
  EXPECT_EQ(UnescapeAuthData("\\x\\T\\1"), "\\x\\T\\1");
  EXPECT_EQ(UnescapeAuthData("\\x\\t"), "\\x\t");
}

TEST(AuthEscape, ALoneTrailingBackslashStays) {
  EXPECT_EQ(UnescapeAuthData("a\\"), "a\\");
  EXPECT_EQ(UnescapeAuthData("\\\\\\"), "\\\\");
  EXPECT_EQ(UnescapeAuthData("\\"), "\\");
  EXPECT_EQ(UnescapeAuthData(std::string_view("\\t", 1)), "\\");
}

}  // namespace
}  // namespace confab
