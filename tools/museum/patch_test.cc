#include "tools/museum/patch.h"

#include <gtest/gtest.h>

#include "tools/museum/code_places.h"

namespace confab::tools {
namespace {

constexpr char kHeader[] =
    "Mutant: something\nLaw: keepalive\nKill: crash\nWhy-plausible: so\n\n"
    "--- server_core/server.cc\n+++ server_core/server.cc\n";

std::string WithHunk(const std::string& hunk) { return kHeader + hunk; }

TEST(ReadPatch, TellsLawFileAndTheLinesAdded) {
  const auto defect = ReadPatch(
      "Q1", WithHunk("@@ -10,4 +10,5 @@\n same\n-gone\n+came\n+came too\n same\n same\n"));
  ASSERT_TRUE(defect.ok());
  EXPECT_EQ(defect->name, "Q1");
  EXPECT_EQ(defect->law, "keepalive");
  EXPECT_TRUE(defect->crash_kills);
  EXPECT_EQ(defect->file, "server.cc");
  EXPECT_EQ(defect->lines, (std::vector<int>{11, 12}));
}

TEST(ReadPatch, TakesTheLinesAroundAGapForWhatIsGone) {
  const auto defect =
      ReadPatch("Q1", WithHunk("@@ -10,5 +10,4 @@\n same\n same\n-gone\n same\n same\n"));
  ASSERT_TRUE(defect.ok());
  EXPECT_EQ(defect->lines, (std::vector<int>{11, 12}));
}

TEST(ReadPatch, TellsPatchesApart) {
  const auto one = ReadPatch("Q1", WithHunk("@@ -1,1 +1,2 @@\n same\n+a\n"));
  const auto other = ReadPatch("Q1", WithHunk("@@ -1,1 +1,2 @@\n same\n+b\n"));
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(one->fingerprint.size(), 16u);
  EXPECT_NE(one->fingerprint, other->fingerprint);
}

TEST(ReadPatch, NamesTheConstantsThatTheHunkDeclares) {
  const auto defect = ReadPatch(
      "Q1",
      WithHunk("@@ -1,2 +1,2 @@\n same\n-constexpr int kMost = 2;\n+constexpr int kMost = 1;\n"));
  ASSERT_TRUE(defect.ok());
  EXPECT_EQ(defect->constants, (std::vector<std::string>{"kMost"}));
  EXPECT_EQ(LinesNaming("constexpr int kMost = 1;\n\nif (n > kMost) {\n", defect->constants),
            (std::vector<int>{1, 3}));
}

TEST(ReadPatch, RefusesWhatChangesNothingOrNamesNoLaw) {
  EXPECT_FALSE(ReadPatch("Q1", WithHunk("@@ -1,1 +1,1 @@\n same\n")).ok());
  EXPECT_FALSE(ReadPatch("Q1", "+++ a.cc\n@@ -1,1 +1,2 @@\n same\n+a\n").ok());
}

constexpr char kAddresses[] =
    "0x0000000000001150\n/w/Q1_src/server.cc:10\n"
    "0x0000000000001160\n/w/Q1_src/server.cc:11 (discriminator 2)\n"
    "0x0000000000001158\n/w/api/ledger.h:60\n/w/api/ledger.h:12\n/w/Q1_src/server.cc:12\n"
    "0x0000000000001168\n/w/my_server.cc:11\n"
    "0x0000000000001170\n??:?\n/w/server.h:11\n";

TEST(CodeOfLines, GivesAddressesWithAnyFrameInTheLines) {
  EXPECT_EQ(CodeOfLines(kAddresses, "server.cc", {11, 12}),
            (std::vector<uint64_t>{0x1158, 0x1160}));
  EXPECT_TRUE(CodeOfLines(kAddresses, "server.cc", {13}).empty());
  EXPECT_TRUE(CodeOfLines(kAddresses, "other.cc", {11}).empty());
}

}  // namespace
}  // namespace confab::tools
