// `confabd account ...`: looks after the accounts from a terminal or a script.
//
//   absl::Status done = RunAccountCommand(line, store);   // prints what it did
//
// Invariants: a password comes from the terminal without echo, twice, or from the first line of
// standard input; it is never an argument, which others could read in the list of processes.

#ifndef CONFAB_TOOLS_CONFABD_ACCOUNT_COMMAND_H_
#define CONFAB_TOOLS_CONFABD_ACCOUNT_COMMAND_H_

#include "absl/status/status.h"
#include "tools/confabd/command_line.h"
#include "tools/confabd/store/account_store.h"

namespace confab {

// kInvalidArgument: wrong usage, or not a name or password; others: it could not be done.
absl::Status RunAccountCommand(const CommandLine& line, AccountStore& store);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_ACCOUNT_COMMAND_H_
