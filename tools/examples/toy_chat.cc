#include "tools/examples/toy_chat.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server_core/api/ledger.h"

namespace confab::tools {
namespace {

class ToyChat final : public Subject {
 public:
  explicit ToyChat(std::shared_ptr<const Config> config) : config_(std::move(config)) {}

  Step Advance(const Moment& now, const Input& input) override {
    now_ = now.mono;
    outputs_.clear();
    lines_.clear();
    std::visit([this](const auto& in) { Take(in); }, input);
    Instant wake_at = Instant::Never();
    for (const auto& [link, guest] : guests_) wake_at = std::min(wake_at, guest.silent_at);
    return {outputs_, wake_at};
  }
  std::string Census() const override {
    std::string text;
    for (const auto& [link, guest] : guests_) {
      absl::StrAppend(&text, "link ", uint64_t(link), " queued=", guest.queued,
                      " half=", guest.half.size(), "\n");
    }
    return text;
  }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger_; }
  std::unique_ptr<Subject> Clone() const override {
    auto clone = std::make_unique<ToyChat>(*this);
    clone->outputs_.clear();  // they point into this one's lines
    return clone;
  }

 private:
  struct Guest {
    std::string half;  // of a line
    int64_t queued = 0;
    Instant silent_at;  // too long
  };

  void Take(const Opened& in) {
    guests_[in.link].silent_at = now_ + config_->probe_after;
    ledger_.Open(Account::kLinks, 0);
  }
  void Take(const Received& in) {
    for (const char byte : in.bytes) {
      const auto guest = guests_.find(in.link);
      if (guest == guests_.end()) return;
      guest->second.silent_at = now_ + config_->probe_after;
      std::string& half = guest->second.half;
      if (byte != '\n' && byte != '\r') half += byte;
      if (byte == '\n') Tell(in.link, std::exchange(half, {}));
      if (half.size() > kToyLineBytesMax) End(in.link, CloseReason::kInputExceeded);
    }
  }
  void Take(const Drained& in) {
    const auto guest = guests_.find(in.link);
    if (guest != guests_.end()) Queue(guest->second, -int64_t{in.bytes});
  }
  void Take(const Lost& in) { Forget(in.link); }
  void Take(const Woke&) {
    for (auto next = guests_.begin(); next != guests_.end();) {
      const auto& [link, guest] = *next++;
      if (guest.silent_at <= now_) End(link, CloseReason::kPingTimeout);
    }
  }
  void Take(const auto&) {}  // asks nothing, and keeps its settings

  void Tell(LinkId speaker, const std::string& text) {
    lines_.push_back(absl::StrCat(uint64_t(speaker), ": ", text, "\r\n"));
    for (auto next = guests_.begin(); next != guests_.end();) {
      auto& [link, guest] = *next++;
      if (link == speaker) continue;
      outputs_.push_back(Send{link, lines_.back()});
      Queue(guest, static_cast<int64_t>(lines_.back().size()));
      if (guest.queued > config_->send_queue_bytes_max) End(link, CloseReason::kSendQueueExceeded);
    }
  }
  void Queue(Guest& guest, int64_t bytes) {
    guest.queued += bytes;
    ledger_.Grow(Account::kSendQueues, bytes);
  }
  void End(LinkId link, CloseReason reason) {
    outputs_.push_back(Close{link, reason});
    Forget(link);
  }
  void Forget(LinkId link) {
    const auto guest = guests_.find(link);
    if (guest == guests_.end()) return;
    Queue(guest->second, -guest->second.queued);
    ledger_.Shut(Account::kLinks, 0);
    guests_.erase(guest);
  }

  const std::shared_ptr<const Config> config_;
  Instant now_;
  std::map<LinkId, Guest> guests_;
  Ledger ledger_;
  std::deque<std::string> lines_;  // what the step's outputs point to
  std::vector<Output> outputs_;
};

}  // namespace

std::unique_ptr<Subject> MakeToyChat(std::shared_ptr<const Config> config) {
  return std::make_unique<ToyChat>(std::move(config));
}

}  // namespace confab::tools
