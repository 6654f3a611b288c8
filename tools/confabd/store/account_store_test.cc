#include "tools/confabd/store/account_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/examples/scram_client.h"

namespace confab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kNonce = "rOprNGfwEbeRWgbNEkqO";

class Accounts : public ::testing::Test {
 protected:
  Accounts() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = ::testing::TempDir() + test->name() + ".db";
    for (const char* suffix : {"", "-wal", "-shm"}) unlink((path_ + suffix).c_str());
  }

  AccountStore Open() {
    absl::StatusOr<AccountStore> store = AccountStore::Open(path_);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }

  std::string OpenError() { return std::string(AccountStore::Open(path_).status().message()); }

  static std::string SaltAndIterations(const AccountStore& store, std::string_view name) {
    const std::string answer = *store.Answer(ScramParameters{name});
    return answer.substr(answer.find(' ') + 1);
  }

  // A whole exchange; true if the password is right and the signature is the account's.
  static bool LogsOn(const AccountStore& store, const std::string& name,
                     const std::string& password) {
    ScramClient client(name, password, std::string(kNonce));
    const std::string answer = *store.Answer(ScramParameters{name});
    const size_t salt = answer.find(' ') + 1;
    const size_t iterations = answer.find(' ', salt) + 1;
    const std::string last = client.Final("r=" + std::string(kNonce) + answer.substr(0, salt - 1) +
                                          ",s=" + answer.substr(salt, iterations - 1 - salt) +
                                          ",i=" + answer.substr(iterations));
    const std::string proof = last.substr(last.find(",p=") + 3);
    const auto signature = store.Answer(ScramProof{name, client.auth_message(), proof});
    return signature.ok() && "v=" + *signature == client.ServerFinal();
  }

  std::string path_;
};

TEST_F(Accounts, OnlyTheRightPasswordLogsOn) {
  AccountStore store = Open();
  ASSERT_TRUE(store.Add("alice", "wonder land").ok());
  EXPECT_TRUE(LogsOn(store, "alice", "wonder land"));
  EXPECT_FALSE(LogsOn(store, "alice", "wonderland"));
  EXPECT_FALSE(LogsOn(store, "bob", "wonder land"));
}

TEST_F(Accounts, SurviveTheProcess) {
  ASSERT_TRUE(Open().Add("alice", "secret").ok());
  EXPECT_TRUE(LogsOn(Open(), "alice", "secret"));
}

TEST_F(Accounts, AreSeenByWhoHasTheFileOpenAlready) {
  const AccountStore server = Open();
  AccountStore command = Open();
  ASSERT_TRUE(command.Add("alice", "one").ok());
  EXPECT_TRUE(LogsOn(server, "alice", "one"));
  ASSERT_TRUE(command.SetPassword("alice", "two").ok());
  EXPECT_FALSE(LogsOn(server, "alice", "one"));
  EXPECT_TRUE(LogsOn(server, "alice", "two"));
  ASSERT_TRUE(command.Remove("alice").ok());
  EXPECT_FALSE(LogsOn(server, "alice", "two"));
}

TEST_F(Accounts, NamesThatDifferInCaseAreOneButOneSpellingLogsOn) {
  AccountStore store = Open();
  ASSERT_TRUE(store.Add("Alice", "secret").ok());
  EXPECT_EQ(store.Add("aLICE", "other").code(), absl::StatusCode::kAlreadyExists);
  EXPECT_FALSE(LogsOn(store, "alice", "secret"));
  EXPECT_TRUE(LogsOn(store, "Alice", "secret"));
}

TEST_F(Accounts, AreListedInOrder) {
  AccountStore store = Open();
  EXPECT_THAT(*store.Names(), IsEmpty());
  for (const char* name : {"carol", "Alice", "bob"}) ASSERT_TRUE(store.Add(name, "x").ok());
  EXPECT_THAT(*store.Names(), ElementsAre("Alice", "bob", "carol"));
}

TEST_F(Accounts, UnknownOnesCannotBeTold) {
  AccountStore store = Open();
  ASSERT_TRUE(store.Add("alice", "secret").ok());
  EXPECT_EQ(SaltAndIterations(store, "alice").size(), SaltAndIterations(store, "bob").size());
  EXPECT_NE(SaltAndIterations(store, "bob"), SaltAndIterations(store, "bib"));
  EXPECT_EQ(store.Answer(ScramProof{"bob", "m", "AAAA"}).status(),
            store.Answer(ScramProof{"alice", "m", "AAAA"}).status());
}

TEST_F(Accounts, UnknownOnesKeepTheirSaltAcrossRestarts) {
  const std::string before = SaltAndIterations(Open(), "nobody");
  EXPECT_EQ(SaltAndIterations(Open(), "nobody"), before);
}

TEST_F(Accounts, WrongNamesPasswordsAndOrphansAreRefused) {
  AccountStore store = Open();
  EXPECT_EQ(store.Add("a b", "secret").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store.Add("alice", "").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store.Add("alice", "s\xc3\xa9").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store.SetPassword("alice", "x").code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store.Remove("alice").code(), absl::StatusCode::kNotFound);
}

TEST_F(Accounts, TheFileIsItsOwnersAndHoldsNoPassword) {
  AccountStore store = Open();
  ASSERT_TRUE(store.Add("alice", "very-secret-password").ok());
  for (const char* suffix : {"", "-wal"}) {
    struct stat found {};
    ASSERT_EQ(stat((path_ + suffix).c_str(), &found), 0) << suffix;
    EXPECT_EQ(found.st_mode & 0777, 0600u) << suffix;
    std::ifstream file(path_ + suffix, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(bytes.find("very-secret-password"), std::string::npos);
  }
}

TEST_F(Accounts, AnotherDatabaseIsNotTouched) {
  const absl::StatusOr<SqliteDatabase> other = SqliteDatabase::Open(path_);
  ASSERT_TRUE(other.ok() && other->Run("CREATE TABLE t (a)").ok());
  EXPECT_EQ(OpenError(), path_ + ": is a database, but not one of confabd");
}

TEST_F(Accounts, AFileOfTheFutureIsRefused) {
  Open();
  const absl::StatusOr<SqliteDatabase> file = SqliteDatabase::Open(path_);
  ASSERT_TRUE(file.ok() && file->Run("PRAGMA user_version = 2").ok());
  EXPECT_THAT(OpenError(), HasSubstr("was made by a newer confabd (schema version 2, known is 1)"));
}

TEST_F(Accounts, AFileThatIsNoDatabaseIsRefused) {
  std::ofstream(path_) << std::string(4096, 'x');
  EXPECT_EQ(OpenError(), path_ + ": file is not a database");
  path_ = "/nonexistent/confabd.db";
  EXPECT_THAT(OpenError(), HasSubstr("/nonexistent/confabd.db"));
}

TEST_F(Accounts, ADamagedFileIsRefused) {
  {
    AccountStore store = Open();
    for (int i = 0; i < 100; ++i) {
      ASSERT_TRUE(SqliteDatabase::Open(path_)
                      ->Run("INSERT INTO account VALUES ('a" + std::to_string(i) +
                            "', zeroblob(16), 4096, zeroblob(32), zeroblob(32))")
                      .ok());
    }
  }
  std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(4096);  // the root of the accounts
  file << std::string(100, '\xff');
  file.close();
  EXPECT_NE(OpenError(), "");
}

}  // namespace
}  // namespace confab
