#include "tools/confabd/store/sqlite.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"

namespace confab {
namespace {

// Another process may hold the writer's lock for as long as a commit takes.
constexpr int kBusyMillis = 5'000;

absl::Status Fault(sqlite3* database) {
  const bool taken = (sqlite3_errcode(database) & 0xff) == SQLITE_CONSTRAINT;
  return absl::Status(taken ? absl::StatusCode::kAlreadyExists : absl::StatusCode::kInternal,
                      sqlite3_errmsg(database));
}

}  // namespace

void SqliteStatement::BindText(int parameter, std::string_view text) {
  sqlite3_bind_text(statement_.get(), parameter, text.data(), static_cast<int>(text.size()),
                    SQLITE_TRANSIENT);
}

void SqliteStatement::BindBytes(int parameter, std::string_view bytes) {
  sqlite3_bind_blob(statement_.get(), parameter, bytes.data(), static_cast<int>(bytes.size()),
                    SQLITE_TRANSIENT);
}

void SqliteStatement::BindNumber(int parameter, int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
}

absl::StatusOr<bool> SqliteStatement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return Fault(database_);
}

absl::Status SqliteStatement::Finish() {
  absl::StatusOr<bool> row = true;
  while (row.ok() && *row) row = Step();
  return row.status();
}

std::string SqliteStatement::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const auto count = static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column));
  return count == 0 ? std::string() : std::string(static_cast<const char*>(bytes), count);
}

int64_t SqliteStatement::Number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

absl::StatusOr<SqliteDatabase> SqliteDatabase::Open(const std::string& path) {
  // SQLite itself would make a file that others may read; its journals take the file's mode.
  const int made = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (made < 0) return absl::ErrnoToStatus(errno, path);
  close(made);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  SqliteDatabase opened(database);  // also when it failed: it must be closed
  if (code != SQLITE_OK) return absl::InternalError(absl::StrCat(path, ": ", sqlite3_errstr(code)));
  sqlite3_busy_timeout(database, kBusyMillis);
  return opened;
}

absl::StatusOr<SqliteStatement> SqliteDatabase::Prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) return Fault(database_.get());
  return SqliteStatement(database_.get(), statement);
}

absl::Status SqliteDatabase::Run(const std::string& sql) const {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Fault(database_.get());
}

absl::StatusOr<int64_t> SqliteDatabase::Number(std::string_view sql) const {
  absl::StatusOr<SqliteStatement> statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Step();
  if (!row.ok()) return row.status();
  return *row ? statement->Number(0) : 0;
}

}  // namespace confab
