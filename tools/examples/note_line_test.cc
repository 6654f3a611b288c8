#include "tools/examples/note_line.h"

#include "gtest/gtest.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"

namespace confab {
namespace {

TEST(NoteLine, HoldsTheEventTheLinkAndEachField) {
  const NoteField fields[] = {{"reason", "ping-timeout"}, {"nick", "alice"}};
  EXPECT_EQ(NoteLine(Note{Event::kClientClosed, LinkId{7}, fields}),
            "CLIENT_CLOSED link=7 reason=\"ping-timeout\" nick=\"alice\"\n");
  EXPECT_EQ(NoteLine(Note{Event::kConfigReplaced, LinkId{0}, {}}), "CONFIG_REPLACED link=0\n");
}

TEST(NoteLine, IsOneLineWhateverAPeerSays) {
  const NoteField fields[] = {{"why", "a\r\nCLIENT_LOGGED_ON \"root\"\x1b"}};
  EXPECT_EQ(NoteLine(Note{Event::kClientLost, LinkId{1}, fields}),
            "CLIENT_LOST link=1 why=\"a\\r\\nCLIENT_LOGGED_ON \\\"root\\\"\\x1b\"\n");
}

}  // namespace
}  // namespace confab
