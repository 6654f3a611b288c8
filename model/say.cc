// The notation of CLAUSES.md, and what a send queue takes (clause 1.11).

#include <algorithm>
#include <utility>

#include "model/reference.h"
#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {

void Reference::Say(Link& to, std::string line) {
  Tell(to, ToldLine{std::move(line), false, ""}, Queue::kLimited);
}

void Reference::SayFree(Link& to, std::string head, std::string_view ending) {
  Tell(to, ToldLine{std::move(head), true, std::string(ending)}, Queue::kLimited);
}

// A numeric line is `:<srv> NNN <c> params`.
void Reference::Numeric(Link& to, std::string_view code, std::string_view params) {
  Say(to, Cat({":", config_.server_name, " ", code, " ", Name(to), " ", params}));
}

void Reference::NumericFree(Link& to, std::string_view code, std::string_view params,
                            std::string_view ending) {
  const std::string_view space = params.empty() ? "" : " ";
  SayFree(to, Cat({":", config_.server_name, " ", code, " ", Name(to), space, params, " :"}),
          ending);
}

//= clauses#7.4: parted by one space, in as few lines as fit, filled greedily.
void Reference::NumericList(Link& to, std::string_view code, std::string_view params,
                            const std::vector<std::string>& items) {
  const std::string head =
      Cat({":", config_.server_name, " ", code, " ", Name(to), " ", params, " :"});
  std::string line = head;
  for (const std::string& item : items) {
    const size_t space = line.size() > head.size() ? 1 : 0;
    if (space == 1 && line.size() + space + item.size() > kBodyBytesMax) {
      Say(to, line);
      line = head;
    }
    if (line.size() > head.size()) line += ' ';
    line += item;
  }
  if (line.size() > head.size()) Say(to, line);
}

void Reference::SayToChannel(const Channel& channel, const std::string& line, const Link* except) {
  for (LinkId member : channel.members) {
    Link* to = Find(member);
    if (to != except) Say(*to, line);
  }
}

//= clauses#1.11: what does not fit is not sent, and the link gets no further line in this step.
void Reference::Tell(Link& to, ToldLine line, Queue queue) {
  if (queue == Queue::kLimited && doomed_.count(to.id) > 0) return;
  if (line.text.size() > kBodyBytesMax) line.text = Cut(line.text, kBodyBytesMax);
  if (to.told_step != step_) {
    to.told_step = step_;
    to.told = 0;
  }
  size_t bytes = line.text.size() + line.ending.size() + 2;
  if (line.free_text && sizes_ != nullptr) bytes = sizes_->LineBytes(to.id, to.told, line.text);

  const int64_t queued = to.queued_bytes + static_cast<int64_t>(bytes);
  if (queue == Queue::kLimited && queued > config_.send_queue_bytes_max) {
    doomed_.insert(to.id);
    return;
  }
  to.queued_bytes = queued;
  ++to.told;
  told_.push_back({to.id, std::move(line)});
}

std::string Reference::Name(const Link& link) const { return link.nick.empty() ? "*" : link.nick; }

std::string Reference::Mask(const Link& link) const {
  return Cat({link.nick, "!", link.user, "@", link.host});
}

std::set<LinkId> Reference::Peers(const Link& link) const {
  std::set<LinkId> peers;
  for (const std::string& channel : link.channels) {
    const std::vector<LinkId>& members = channels_.at(channel).members;
    peers.insert(members.begin(), members.end());
  }
  peers.erase(link.id);
  return peers;
}

}  // namespace confab::model
