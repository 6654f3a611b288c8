// equivalent.txt against the sources, without compiling one: what it explains must still be there.
// Whether it is still a mutant, `tools/dev mutate` tells.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tools/mutate/equivalents.h"
#include "tools/mutate/mutation.h"

namespace confab::mutate {
namespace {

std::string Read(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// "file | function | original -> mutated | ordinal"
bool IsInItsFile(const std::string& key) {
  const std::vector<std::string> part =
      absl::StrSplit(key, absl::MaxSplits(absl::ByString(" | "), 2));
  if (part.size() != 3) return false;
  const std::string source = OneLine(Read(part[0]));
  const std::string function = part[1].substr(part[1].rfind(':') + 1);
  const std::string original = part[2].substr(0, part[2].rfind(" -> "));
  return absl::StrContains(source, function + "(") && absl::StrContains(source, original);
}

TEST(EquivalentTxt, ExplainsWhatIsStillThere) {
  const auto equivalents = Equivalents::Read(Read("tools/mutate/equivalent.txt"));
  ASSERT_TRUE(equivalents.ok()) << equivalents.status();
  // Without any mutant all are stale.
  const std::vector<std::string> keys = equivalents->Stale({});
  EXPECT_GE(keys.size(), 50u);
  for (const std::string& key : keys) EXPECT_TRUE(IsInItsFile(key)) << key;
}

TEST(EquivalentTxt, WhatIsGoneIsNoticed) {
  const std::string file = "server_core/reply/arena.cc";
  EXPECT_TRUE(IsInItsFile(file + " | Arena::Clear | used_ = 0; ->  | 0"));
  EXPECT_FALSE(IsInItsFile(file + " | Arena::Clear | used_ = 7; ->  | 0"));
  EXPECT_FALSE(IsInItsFile(file + " | Arena::Gone | used_ = 0; ->  | 0"));
  EXPECT_FALSE(IsInItsFile("server_core/gone.cc | Arena::Clear | used_ = 0; ->  | 0"));
}

}  // namespace
}  // namespace confab::mutate
