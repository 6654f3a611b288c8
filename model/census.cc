// Clauses 8 and 9: who is where, and who owns what; and the cells that count states seen.

#include <algorithm>
#include <string>
#include <vector>

#include "model/reference.h"
#include "model/texts.h"

namespace confab::model {
namespace {

std::string_view OrStar(std::string_view text) { return text.empty() ? "*" : text; }

std::string_view AuthWord(const Link& link) {
  if (!link.account.empty()) return "done";
  if (!link.exchange) return "none";
  return link.exchange->Asks() ? "asked" : "open";
}

std::string Count(size_t size) { return Number(static_cast<int64_t>(size)); }

uint32_t AuthCell(const Link& link) {
  if (!link.account.empty()) return 3;
  if (!link.exchange) return 0;
  return link.exchange->Asks() ? 2 : 1;
}

}  // namespace

//= clauses#8
std::string Reference::Census() const {
  std::string text;
  for (const auto& [id, link] : links_) {
    text += Cat({"link ",
                 Number(static_cast<int64_t>(id)),
                 link.logged_on ? " logged-on" : " connected",
                 " nick=",
                 OrStar(link.nick),
                 " user=",
                 OrStar(link.user),
                 " ircx=",
                 link.ircx ? "1" : "0",
                 " cap=",
                 link.cap_negotiating ? "1" : "0",
                 " auth=",
                 AuthWord(link),
                 " failures=",
                 Number(link.auth_failures),
                 " account=",
                 OrStar(link.account),
                 " probes=",
                 Number(link.probes),
                 " queued=",
                 Number(link.queued_bytes),
                 "\n"});
  }
  for (const auto& [folded, channel] : channels_) {
    std::vector<std::string> nicks;
    for (LinkId member : channel.members) nicks.push_back(links_.at(member).nick);
    text += Cat({"channel ", channel.name, " topic=", channel.topic.empty() ? "0" : "1",
                 " members=", Joined(nicks, ","), "\n"});
  }
  text += Cat({"counters links=", Count(links_.size()), " users=", Number(users_),
               " users_max=", Number(users_max_), " channels=", Count(channels_.size()), "\n"});
  return text;
}

//= clauses#9: recounted, so that no counter can be wrong in the same way twice.
Ledger Reference::Objects() const {
  Ledger count;
  for (const auto& [id, link] : links_) {
    count.Open(Account::kLinks, 0);
    count.Open(Account::kTimers, 0);
    if (link.logged_on) count.Open(Account::kUsers, 0);
    if (!link.nick.empty()) count.Open(Account::kNames, 0);
    count[Account::kMemberships].objects += static_cast<int64_t>(link.channels.size());
    if (link.queued_bytes > 0) count.Open(Account::kSendQueues, 0);
    if (link.pending.HoldsBytes()) count.Open(Account::kReceiveBuffers, 0);
    if (link.exchange) count.Open(Account::kAuth, 0);
    if (link.exchange && link.exchange->Asks()) count.Open(Account::kQuestions, 0);
  }
  count[Account::kChannels].objects = static_cast<int64_t>(channels_.size());
  return count;
}

uint32_t Reference::Cell(LinkId id) const {
  const auto found = links_.find(id);
  if (found == links_.end()) return kNoCell;
  const Link& link = found->second;
  uint32_t cell = 0;
  const auto add = [&cell](uint32_t value, int bits) { cell = (cell << bits) | value; };
  add(link.logged_on ? 1 : 0, 1);
  add(link.ircx ? 1 : 0, 1);
  add(link.cap_negotiating ? 1 : 0, 1);
  add(AuthCell(link), 2);
  add(static_cast<uint32_t>(link.probes), 2);
  add(link.nick.empty() ? 0 : 1, 1);
  add(link.channels.size() < 2 ? static_cast<uint32_t>(link.channels.size()) : 2, 2);
  const int64_t queued = link.queued_bytes;
  const int64_t full = config_.send_queue_bytes_max;
  add(queued == 0 ? 0 : queued < full / 4 ? 1 : queued < full / 4 * 3 ? 2 : 3, 2);
  add(link.pending.HoldsBytes() ? 1 : 0, 1);
  const bool in_company = std::any_of(
      link.channels.begin(), link.channels.end(),
      [this](const std::string& channel) { return channels_.at(channel).members.size() > 1; });
  add(in_company ? 1 : 0, 1);
  return cell;
}

}  // namespace confab::model
