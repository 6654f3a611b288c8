// Memory as an observable: who owns how many live objects and bytes, exactly, at any time.
//
//   const Ledger before = server.Accounts();
//   ...
//   if (server.Accounts() != before) Report(server.Accounts());
//
// Invariants: an account counts what its owner holds, whoever asked for it; both figures are zero
// when nothing is held, and come back to the byte. Bytes count the object's slot, its index entries
// and its out-of-line text by length: the same on every platform.

#ifndef CONFAB_SERVER_CORE_API_LEDGER_H_
#define CONFAB_SERVER_CORE_API_LEDGER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace confab {

enum class Account : uint8_t {
  kLinks,           // connections, logged on or not
  kUsers,           // logged-on users
  kNames,           // folded nicks in the index: reserved or held
  kChannels,        // channels and their topics
  kMemberships,     // (user, channel) pairs
  kSendQueues,      // links with bytes not yet Drained; the bytes are those bytes
  kReceiveBuffers,  // links that hold the beginning of a line
  kAuth,            // open AUTH exchanges
  kQuestions,       // Asks not yet answered and still wanted
  kTimers,          // armed timers
};
inline constexpr int kAccountCount = 10;
std::string_view AccountName(Account account);  // "links", "send_queues", ...

struct AccountTotals {
  int64_t objects = 0;
  int64_t bytes = 0;
  friend bool operator==(const AccountTotals&, const AccountTotals&) = default;
};

class Ledger {
 public:
  const AccountTotals& operator[](Account account) const {
    return totals_[static_cast<size_t>(account)];
  }
  AccountTotals& operator[](Account account) { return totals_[static_cast<size_t>(account)]; }

  // One object came with so many bytes, or went with them.
  void Open(Account account, int64_t bytes) { Add(account, 1, bytes); }
  void Shut(Account account, int64_t bytes) { Add(account, -1, -bytes); }
  // An object of the account grew (or shrank) by so many bytes.
  void Grow(Account account, int64_t bytes) { Add(account, 0, bytes); }

  friend bool operator==(const Ledger&, const Ledger&) = default;

 private:
  void Add(Account account, int64_t objects, int64_t bytes) {
    AccountTotals& totals = (*this)[account];
    totals.objects += objects;
    totals.bytes += bytes;
  }

  std::array<AccountTotals, kAccountCount> totals_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_LEDGER_H_
