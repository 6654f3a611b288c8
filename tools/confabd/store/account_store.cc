#include "tools/confabd/store/account_store.h"

#include <algorithm>
#include <cstdint>
#include <variant>

#include "absl/strings/str_cat.h"

namespace confab {
namespace {

constexpr int64_t kApplicationId = 0x436f6e66;  // "Conf"
constexpr int64_t kSchemaVersion = 1;
constexpr size_t kSecretBytes = 32;

constexpr char kSchema[] = R"(
CREATE TABLE account (
  name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  salt BLOB NOT NULL,
  iterations INTEGER NOT NULL,
  stored_key BLOB NOT NULL,
  server_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secret (value BLOB NOT NULL) STRICT;
)";

constexpr std::string_view kAdd =
    "INSERT INTO account (name, salt, iterations, stored_key, server_key) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view kSetPassword =
    "UPDATE account SET salt = ?2, iterations = ?3, stored_key = ?4, server_key = ?5 "
    "WHERE name = ?1";
constexpr std::string_view kRemove = "DELETE FROM account WHERE name = ?";
constexpr std::string_view kFind =
    "SELECT name, salt, iterations, stored_key, server_key FROM account WHERE name = ?";
constexpr std::string_view kNames = "SELECT name FROM account ORDER BY name";

std::string_view Text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// True if the bytes are a digest's.
bool ToDigest(const std::string& bytes, Digest& digest) {
  if (bytes.size() != digest.size()) return false;
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return true;
}

absl::Status CreateSchema(const SqliteDatabase& database) {
  const absl::StatusOr<std::string> secret = RandomBytes(kSecretBytes);
  if (!secret.ok()) return secret.status();
  if (absl::Status status = database.Run(kSchema); !status.ok()) return status;
  absl::StatusOr<SqliteStatement> keep = database.Prepare("INSERT INTO secret VALUES (?)");
  if (!keep.ok()) return keep.status();
  keep->BindBytes(1, *secret);
  if (absl::Status status = keep->Finish(); !status.ok()) return status;
  return database.Run(absl::StrCat("PRAGMA application_id = ", kApplicationId,
                                   "; PRAGMA user_version = ", kSchemaVersion));
}

// Inside a transaction, so that of two processes that find no schema one makes it.
absl::Status CheckSchema(const SqliteDatabase& database) {
  const absl::StatusOr<int64_t> application = database.Number("PRAGMA application_id");
  const absl::StatusOr<int64_t> version = database.Number("PRAGMA user_version");
  const absl::StatusOr<int64_t> tables = database.Number("SELECT count(*) FROM sqlite_schema");
  for (const auto* number : {&application, &version, &tables}) {
    if (!number->ok()) return number->status();
  }
  if (*application == 0 && *version == 0 && *tables == 0) return CreateSchema(database);
  if (*application != kApplicationId) {
    return absl::FailedPreconditionError("is a database, but not one of confabd");
  }
  if (*version > kSchemaVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("was made by a newer confabd (schema version ", *version, ", known is ",
                     kSchemaVersion, ")"));
  }
  return absl::OkStatus();
}

absl::Status CheckIntegrity(const SqliteDatabase& database) {
  absl::StatusOr<SqliteStatement> check = database.Prepare("PRAGMA integrity_check(1)");
  if (!check.ok()) return check.status();
  const absl::StatusOr<bool> row = check->Step();
  if (!row.ok()) return row.status();
  const std::string verdict = *row ? check->Bytes(0) : "no verdict";
  return verdict == "ok" ? absl::OkStatus() : absl::DataLossError("is damaged: " + verdict);
}

absl::Status Prepare(const SqliteDatabase& database) {
  absl::Status status =
      database.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
  if (status.ok()) status = CheckSchema(database);
  if (status.ok()) status = database.Run("COMMIT");
  if (status.ok()) status = CheckIntegrity(database);
  return status;
}

absl::StatusOr<std::string> ReadSecret(const SqliteDatabase& database) {
  absl::StatusOr<SqliteStatement> read = database.Prepare("SELECT value FROM secret");
  if (!read.ok()) return read.status();
  const absl::StatusOr<bool> row = read->Step();
  if (!row.ok()) return row.status();
  std::string secret = *row ? read->Bytes(0) : "";
  if (secret.size() != kSecretBytes) return absl::DataLossError("is damaged: no secret");
  return secret;
}

absl::Status About(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
}

absl::Status About(std::string_view name, absl::string_view what) {
  return absl::NotFoundError(absl::StrCat(std::string(name), ": ", what));
}

}  // namespace

absl::StatusOr<AccountStore> AccountStore::Open(const std::string& path) {
  absl::StatusOr<SqliteDatabase> database = SqliteDatabase::Open(path);
  if (!database.ok()) return database.status();
  if (absl::Status status = Prepare(*database); !status.ok()) return About(path, status);
  absl::StatusOr<std::string> secret = ReadSecret(*database);
  if (!secret.ok()) return About(path, secret.status());
  return AccountStore(*std::move(database), *std::move(secret));
}

absl::Status AccountStore::Add(std::string_view name, std::string_view password) {
  if (!IsScramAccountName(name)) {
    return absl::InvalidArgumentError(
        "an account name is 1 to 64 printable ASCII characters without space and !@,:*?");
  }
  const absl::Status status = Put(kAdd, name, password);
  if (!absl::IsAlreadyExists(status)) return status;
  return absl::AlreadyExistsError(absl::StrCat(std::string(name), ": the account exists already"));
}

absl::Status AccountStore::SetPassword(std::string_view name, std::string_view password) {
  if (absl::Status status = Put(kSetPassword, name, password); !status.ok()) return status;
  return database_.Changes() > 0 ? absl::OkStatus() : About(name, "no such account");
}

absl::Status AccountStore::Put(std::string_view sql, std::string_view name,
                               std::string_view password) {
  if (!IsScramPassword(password)) {
    return absl::InvalidArgumentError("a password is printable ASCII characters, at least one");
  }
  const absl::StatusOr<std::string> salt = RandomBytes(kScramSaltBytes);
  if (!salt.ok()) return salt.status();
  const ScramKeys keys = DeriveScramKeys(password, *salt, kScramIterations);
  absl::StatusOr<SqliteStatement> put = database_.Prepare(sql);
  if (!put.ok()) return put.status();
  put->BindText(1, name);
  put->BindBytes(2, *salt);
  put->BindNumber(3, kScramIterations);
  put->BindBytes(4, Text(keys.stored_key));
  put->BindBytes(5, Text(keys.server_key));
  return put->Finish();
}

absl::Status AccountStore::Remove(std::string_view name) {
  absl::StatusOr<SqliteStatement> remove = database_.Prepare(kRemove);
  if (!remove.ok()) return remove.status();
  remove->BindText(1, name);
  if (absl::Status status = remove->Finish(); !status.ok()) return status;
  return database_.Changes() > 0 ? absl::OkStatus() : About(name, "no such account");
}

absl::StatusOr<std::vector<std::string>> AccountStore::Names() const {
  absl::StatusOr<SqliteStatement> list = database_.Prepare(kNames);
  if (!list.ok()) return list.status();
  std::vector<std::string> names;
  absl::StatusOr<bool> row = list->Step();
  for (; row.ok() && *row; row = list->Step()) names.push_back(list->Bytes(0));
  if (!row.ok()) return row.status();
  return names;
}

absl::StatusOr<std::string> AccountStore::Answer(const Question& question) const {
  return std::visit([this](const auto& asked) { return AnswerTo(asked); }, question);
}

absl::StatusOr<std::string> AccountStore::AnswerTo(const ScramParameters& question) const {
  const absl::StatusOr<Credentials> found = Find(question.account);
  if (!found.ok()) return found.status();
  return ScramParametersText(found->salt, found->iterations);
}

absl::StatusOr<std::string> AccountStore::AnswerTo(const ScramProof& question) const {
  const absl::StatusOr<Credentials> found = Find(question.account);
  if (!found.ok()) return found.status();
  return CheckScramProof(found->keys, question.auth_message, question.proof_base64);
}

absl::StatusOr<AccountStore::Credentials> AccountStore::Find(std::string_view name) const {
  absl::StatusOr<SqliteStatement> find = database_.Prepare(kFind);
  if (!find.ok()) return find.status();
  find->BindText(1, name);
  const absl::StatusOr<bool> row = find->Step();
  if (!row.ok()) return row.status();
  Credentials found{SaltOfNobody(secret_, name), kScramIterations, KeysOfNobody(secret_)};
  if (!*row || find->Bytes(0) != name) return found;
  found.salt = find->Bytes(1);
  found.iterations = static_cast<int>(find->Number(2));
  if (!ToDigest(find->Bytes(3), found.keys.stored_key) ||
      !ToDigest(find->Bytes(4), found.keys.server_key)) {
    return absl::DataLossError("the keys of an account are damaged");
  }
  return found;
}

}  // namespace confab
