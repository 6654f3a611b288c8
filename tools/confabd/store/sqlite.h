// SQLite as values: a connection and its statements, where every failure is a Status.
//
//   absl::StatusOr<SqliteDatabase> database = SqliteDatabase::Open("confabd.db");
//   absl::StatusOr<SqliteStatement> find = database->Prepare("SELECT salt FROM account WHERE name =
//   ?"); find->BindText(1, "alice"); absl::StatusOr<bool> row = find->Step();   // true: there is a
//   row if (row.value_or(false)) Use(find->Bytes(0));
//
// Invariants: a statement ends before its connection does. One connection is for one thread.

#ifndef CONFAB_TOOLS_CONFABD_STORE_SQLITE_H_
#define CONFAB_TOOLS_CONFABD_STORE_SQLITE_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace confab {

class SqliteStatement {
 public:
  // Parameters count from 1, columns from 0. Text and bytes are copied.
  void BindText(int parameter, std::string_view text);
  void BindBytes(int parameter, std::string_view bytes);
  void BindNumber(int parameter, int64_t number);

  // To the next row: false after the last one.
  absl::StatusOr<bool> Step();
  // To the end; for statements without rows.
  absl::Status Finish();

  std::string Bytes(int column) const;
  int64_t Number(int column) const;

 private:
  friend class SqliteDatabase;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  SqliteStatement(sqlite3* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement) {}

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteDatabase {
 public:
  // Makes the file, readable by its owner only, if it is missing.
  static absl::StatusOr<SqliteDatabase> Open(const std::string& path);

  absl::StatusOr<SqliteStatement> Prepare(std::string_view sql) const;
  // One or more statements without parameters; rows are not looked at.
  absl::Status Run(const std::string& sql) const;
  // The number in the first column of the first row.
  absl::StatusOr<int64_t> Number(std::string_view sql) const;
  // Rows that the last change touched.
  int Changes() const { return sqlite3_changes(database_.get()); }

 private:
  struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  explicit SqliteDatabase(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, CloseDatabase> database_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_STORE_SQLITE_H_
