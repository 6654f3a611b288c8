#include "tools/confabd/recording/recording_files.h"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

constexpr size_t kSegmentBytes = 4096;

std::string FreshFolder() {
  const char* base = std::getenv("TEST_TMPDIR");
  std::string path = std::string(base == nullptr ? "/tmp" : base) + "/files_XXXXXX";
  return mkdtemp(path.data()) == nullptr ? "" : path;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> Names(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

// A file has so much room for records.
size_t Room() {
  const std::string folder = FreshFolder();
  RecordingFiles files(folder, {kSegmentBytes, 1, 1});
  EXPECT_EQ(files.Begin(absl::UnixEpoch()), absl::OkStatus());
  const std::string name = files.name();
  files.End();
  return kSegmentBytes - ReadFile(folder + "/" + name + ".0001.rec").size();
}

TEST(RecordingFilesTest, AFileTakesWhatFitsAndOneByteMoreGoesToTheNext) {
  for (const size_t more : {0u, 1u}) {
    const std::string folder = FreshFolder();
    RecordingFiles files(folder, {kSegmentBytes, 2, 1});
    ASSERT_EQ(files.Begin(absl::UnixEpoch()), absl::OkStatus());
    const std::string half(Room() / 2, 'a');
    const std::string rest(Room() - half.size() + more, 'b');
    EXPECT_TRUE(files.Append(half) && files.Append(rest));
    EXPECT_EQ(files.segments(), 1 + more);
    const std::string path = folder + "/" + files.name();
    files.End();
    EXPECT_THAT(ReadFile(path + ".0001.rec"), HasSubstr(more == 0 ? half + rest : half));
    const std::string last = path + (more == 0 ? ".0001.rec" : ".0002.rec");
    EXPECT_THAT(ReadFile(last), HasSubstr(rest));
  }
}

TEST(RecordingFilesTest, ARecordingHasNoMoreFilesThanItMay) {
  const std::string folder = FreshFolder();
  RecordingFiles files(folder, {kSegmentBytes, 2, 1});
  ASSERT_EQ(files.Begin(absl::UnixEpoch()), absl::OkStatus());
  const std::string whole(Room(), 'a');
  EXPECT_TRUE(files.Append(whole) && files.Append(whole));
  EXPECT_FALSE(files.Append("a"));
  EXPECT_EQ(files.why(), "the recording has all of its files");
  EXPECT_FALSE(files.is_open());
  EXPECT_EQ(Names(folder).size(), 2u);
}

TEST(RecordingFilesTest, TheFolderHasNoMoreRecordingsThanItMayAndNothingElseGoes) {
  const std::string folder = FreshFolder();
  std::ofstream(folder + "/confabd-notes.rec") << "mine";
  RecordingFiles files(folder, {kSegmentBytes, 3, 2});
  ASSERT_EQ(files.Begin(absl::UnixEpoch()), absl::OkStatus());
  const std::string oldest = files.name();
  const std::string whole(Room(), 'a');
  EXPECT_TRUE(files.Append(whole) && files.Append(whole) && files.Append(whole));
  ASSERT_EQ(files.Begin(absl::UnixEpoch() + absl::Seconds(1)), absl::OkStatus());
  const std::string second = files.name();
  EXPECT_EQ(Names(folder).size(), 5u);
  ASSERT_EQ(files.Begin(absl::UnixEpoch() + absl::Seconds(2)), absl::OkStatus());
  EXPECT_EQ(Names(folder), (std::set<std::string>{"confabd-notes.rec", second + ".0001.rec",
                                                  files.name() + ".0001.rec"}));
}

TEST(RecordingFilesTest, WithoutAnEndZerosFollowTheLastRecord) {
  const std::string folder = FreshFolder();
  RecordingFiles files(folder, {kSegmentBytes, 1, 1});
  ASSERT_EQ(files.Begin(absl::UnixEpoch()), absl::OkStatus());
  EXPECT_TRUE(files.Append("\x01x"));
  const std::string bytes = ReadFile(folder + "/" + files.name() + ".0001.rec");
  ASSERT_EQ(bytes.size(), kSegmentBytes);
  const size_t at = bytes.find("\x01x");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(bytes.find_first_not_of('\0', at + 2), std::string::npos);
}

TEST(RecordingFilesTest, AFolderThatCannotBeIsRefused) {
  const std::string folder = FreshFolder();
  std::ofstream(folder + "/file") << "";
  RecordingFiles files(folder + "/file/under", {kSegmentBytes, 1, 1});
  EXPECT_THAT(files.Begin(absl::UnixEpoch()).message(), HasSubstr("Not a directory"));
  EXPECT_FALSE(files.Append("x"));
}

}  // namespace
}  // namespace confab
