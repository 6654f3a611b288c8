#include "server_core/commands/table.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "server_core/commands/list_items.h"

namespace confab {
namespace {

std::vector<std::string> ItemsOf(std::string_view list) {
  std::vector<std::string> all;
  ListItems items(list);
  while (const auto item = items.Next()) all.emplace_back(*item);
  return all;
}

TEST(Table, FindsEveryVerbInAnyCase) {
  for (const Row& row : Rows()) {
    EXPECT_EQ(FindRow(row.verb), &row);
    std::string verb(row.verb);
    for (char& byte : verb) byte = static_cast<char>(byte - 'A' + 'a');
    EXPECT_EQ(FindRow(verb), &row);
  }
}

TEST(Table, FindsNothingElse) {
  for (const std::string_view word :
       {"", "A", "ZZZ", "JOIN ", "JOI", "JOINS", "PRIVMSGS", "PRIVMSGPRIVMSG", "J\x4fIN\xff"}) {
    EXPECT_EQ(FindRow(word), nullptr) << word;
  }
}

TEST(Table, HelpBeginsWithTheVerb) {
  for (const Row& row : Rows()) {
    EXPECT_EQ(row.help.substr(0, row.verb.size()), row.verb);
    EXPECT_NE(row.help.find(": "), row.help.npos);
  }
}

TEST(ListItems, SkipsEmptyOnesAndKeepsTheOrder) {
  EXPECT_EQ(ItemsOf(""), std::vector<std::string>());
  EXPECT_EQ(ItemsOf(",,"), std::vector<std::string>());
  EXPECT_EQ(ItemsOf("a"), std::vector<std::string>({"a"}));
  EXPECT_EQ(ItemsOf(",b,,a,b,"), std::vector<std::string>({"b", "a", "b"}));
}

TEST(ListItems, BeforeIsWhatWasReadBeforeTheLastItem) {
  ListItems items("a,,b,c");
  (void)items.Next();
  EXPECT_EQ(items.before(), "");
  (void)items.Next();
  EXPECT_EQ(items.before(), "a,,");
  (void)items.Next();
  EXPECT_EQ(items.before(), "a,,b,");
}

}  // namespace
}  // namespace confab
