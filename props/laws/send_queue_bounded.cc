#include <variant>

#include "props/laws/law_observer.h"
#include "server_core/api/ledger.h"
#include "server_core/api/limits.h"

namespace confab::props {
namespace {

class SendQueueBounded final : public LawObserver {
 public:
  explicit SendQueueBounded(const LawSetting& setting)
      : LawObserver("send-queue-bounded", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    int64_t farewell_bytes = 0;  // of the ERROR line just before a Close
    for (const Told& told : wire().told()) {
      if (told.link == nullptr) continue;
      if (const Send* send = std::get_if<Send>(told.output)) {
        const int64_t bytes = static_cast<int64_t>(send->line.size());
        const bool farewell = told.line.verb == "ERROR";
        if (farewell) farewell_bytes = bytes;
        if (!farewell) LookAtSend(told, bytes);
      } else if (const Close* close = std::get_if<Close>(told.output)) {
        if (close->reason != CloseReason::kSendQueueExceeded) continue;
        LookAtClose(told, told.queued - farewell_bytes);
      }
    }
    LookAtLedger();
  }

  int64_t Max() const { return wire().config().send_queue_bytes_max; }

  void LookAtSend(const Told& told, int64_t bytes) {
    if (!told.live || told.queued + bytes <= Max()) return;
    Break("over", LinkName(*told.link), " holds ", told.queued, " bytes and was sent ", bytes,
          "; at most ", Max());
  }

  // Any line that did not fit was one of at most 512 bytes.
  void LookAtClose(const Told& told, int64_t queued) {
    if (queued + static_cast<int64_t>(kLineBytesMax) > Max()) return;
    Break("early", LinkName(*told.link), " was closed with ", queued, " bytes held; at most ",
          Max());
  }

  void LookAtLedger() {
    const AccountTotals& totals = subject().Accounts()[Account::kSendQueues];
    if (totals.bytes == wire().queued_bytes() && totals.objects == wire().queued_links()) return;
    Break("ledger", "send_queues has ", totals.objects, " objects, ", totals.bytes,
          " bytes; the wire ", wire().queued_links(), " and ", wire().queued_bytes());
  }
};

}  // namespace

std::unique_ptr<Observer> WatchSendQueueBounded(const LawSetting& setting) {
  return Watching<SendQueueBounded>(setting);
}

}  // namespace confab::props
