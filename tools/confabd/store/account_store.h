// The accounts on disk: what SCRAM-SHA-256 needs of each, never a password.
//
//   absl::StatusOr<AccountStore> store = AccountStore::Open("/var/lib/confabd/confabd.db");
//   absl::Status added = store->Add("alice", "wonder land");     // kAlreadyExists: the name is
//   taken absl::StatusOr<std::string> answer = store->Answer(ask.question);
//
// Invariants: several processes may have the file open (WAL). What a call reports as done survives
// a crash. Names that differ only in case are one name, but only the spelling of `Add` logs on. An
// unknown account is asked for a proof like any other, with a salt that stays the same.

#ifndef CONFAB_TOOLS_CONFABD_STORE_ACCOUNT_STORE_H_
#define CONFAB_TOOLS_CONFABD_STORE_ACCOUNT_STORE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/output.h"
#include "tools/confabd/store/sqlite.h"
#include "tools/scram/scram_keys.h"

namespace confab {

class AccountStore {
 public:
  // Makes the file if it is missing, and checks it if it is not: whose it is, its version, and
  // whether it is whole.
  static absl::StatusOr<AccountStore> Open(const std::string& path);

  // kInvalidArgument: the name or the password is not one; kAlreadyExists, kNotFound.
  absl::Status Add(std::string_view name, std::string_view password);
  absl::Status SetPassword(std::string_view name, std::string_view password);
  absl::Status Remove(std::string_view name);

  absl::StatusOr<std::vector<std::string>> Names() const;  // in byte order, without case

  // The text that output.h asks for, or an error: the core takes either as an answer.
  absl::StatusOr<std::string> Answer(const Question& question) const;

 private:
  struct Credentials {
    std::string salt;
    int iterations;
    ScramKeys keys;
  };

  AccountStore(SqliteDatabase database, std::string secret)
      : database_(std::move(database)), secret_(std::move(secret)) {}

  // Stores fresh credentials with a statement whose parameters are those of kAdd.
  absl::Status Put(std::string_view sql, std::string_view name, std::string_view password);
  // Those of nobody for an unknown name.
  absl::StatusOr<Credentials> Find(std::string_view name) const;
  absl::StatusOr<std::string> AnswerTo(const ScramParameters& question) const;
  absl::StatusOr<std::string> AnswerTo(const ScramProof& question) const;

  SqliteDatabase database_;
  std::string secret_;  // of the file: salts of unknown accounts come from it
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_STORE_ACCOUNT_STORE_H_
