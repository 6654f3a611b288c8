#include "tools/confabd/account_command.h"

#include <openssl/crypto.h>
#include <termios.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace confab {
namespace {

constexpr size_t kPasswordBytesMax = 1'024;

// Turns off the echo of the terminal as long as it lives.
class Silence {
 public:
  Silence() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Silence() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
  bool is_terminal_;
};

// The first line of standard input, without its end.
absl::StatusOr<std::string> ReadPassword() {
  std::string password;
  char byte = '\0';
  ssize_t count = 0;
  while ((count = read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n') {
    if (password.size() == kPasswordBytesMax) {
      return absl::InvalidArgumentError(
          absl::StrCat("a password has at most ", kPasswordBytesMax, " bytes"));
    }
    password += byte;
  }
  if (count == 0 && password.empty()) return absl::InvalidArgumentError("no password was given");
  if (!password.empty() && password.back() == '\r') password.pop_back();
  return password;
}

absl::StatusOr<std::string> AskOnce(const char* prompt) {
  std::fputs(prompt, stderr);
  const Silence silence;
  absl::StatusOr<std::string> password = ReadPassword();
  std::fputs("\n", stderr);
  return password;
}

absl::StatusOr<std::string> AskPassword() {
  absl::StatusOr<std::string> password = AskOnce("Password: ");
  if (!password.ok()) return password;
  const absl::StatusOr<std::string> again = AskOnce("Once more: ");
  if (!again.ok()) return again;
  if (*password != *again) return absl::InvalidArgumentError("the two passwords differ");
  return password;
}

absl::StatusOr<std::string> PasswordOf(const CommandLine& line) {
  if (line.password_stdin) return ReadPassword();
  if (isatty(STDIN_FILENO) == 1) return AskPassword();
  return absl::InvalidArgumentError("no terminal to ask for a password; use --password-stdin");
}

absl::Status SetPassword(const CommandLine& line, AccountStore& store) {
  absl::StatusOr<std::string> password = PasswordOf(line);
  if (!password.ok()) return password.status();
  const absl::Status status = line.action == AccountAction::kAdd
                                  ? store.Add(line.account, *password)
                                  : store.SetPassword(line.account, *password);
  OPENSSL_cleanse(password->data(), password->size());
  return status;
}

absl::Status List(const AccountStore& store) {
  const absl::StatusOr<std::vector<std::string>> names = store.Names();
  if (!names.ok()) return names.status();
  for (const std::string& name : *names) std::puts(name.c_str());
  return absl::OkStatus();
}

}  // namespace

absl::Status RunAccountCommand(const CommandLine& line, AccountStore& store) {
  switch (line.action) {
    case AccountAction::kList:
      return List(store);
    case AccountAction::kRemove:
      return store.Remove(line.account);
    case AccountAction::kAdd:
    case AccountAction::kSetPassword:
      return SetPassword(line, store);
  }
  return absl::OkStatus();
}

}  // namespace confab
