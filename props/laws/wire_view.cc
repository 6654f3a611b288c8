// A doomed link (clauses#1.11) is sent nothing more in its step, so what it did there goes unseen;
// it is gone by the step's end, so all facts are right again between steps.
#include "props/laws/wire_view.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "props/laws/fold.h"

namespace confab::props {
namespace {

// The link that an output names, or LinkId{0}.
LinkId NamedBy(const Output& output) {
  return std::visit([](const auto& it) { return it.link; }, output);
}

std::optional<LinkId> NamedBy(const Input& input) {
  if (const auto* received = std::get_if<Received>(&input)) return received->link;
  if (const auto* drained = std::get_if<Drained>(&input)) return drained->link;
  if (const auto* lost = std::get_if<Lost>(&input)) return lost->link;
  return std::nullopt;
}

}  // namespace

// All of it by value; then what points into the original's links, and what was of its last step.
WireView::WireView(const WireView& from, const Subject& clone) : WireView(from) {
  subject_ = &clone;
  const auto own = [this](WireLink*& link) { link = &links_[link->index]; };
  for (auto& [id, link] : by_id_) own(link);
  for (auto& [question, link] : askers_) own(link);
  for (auto& [channel, members] : members_) {
    for (WireLink*& member : members) own(member);
  }
  acting_ = nullptr;
  heard_.clear();
  told_.clear();
  census_ = CensusView();
  census_is_fresh_ = false;
}

const WireLink* WireView::Find(LinkId id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : it->second;
}

WireLink* WireView::FindLink(LinkId id) {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : it->second;
}

const CensusView& WireView::Census() const {
  if (!std::exchange(census_is_fresh_, true)) ReadCensus(subject_->Census(), census_);
  return census_;
}

void WireView::OnStep(const Moment& now, const Input& input, const Step& step) {
  now_ = now;
  acting_ = nullptr;
  heard_.clear();
  told_.clear();
  offered_ = nullptr;
  census_is_fresh_ = false;
  TakeInput(input);
  acting_was_logged_on_ = acting_ != nullptr && acting_->logged_on;
  for (const Output& output : step.outputs) TakeOutput(output);
  if (std::holds_alternative<Lost>(input) && acting_ != nullptr) End(*acting_);
}

void WireView::TakeInput(const Input& input) {
  if (const auto* opened = std::get_if<Opened>(&input)) return Open(opened->link);
  if (const auto* reconfigured = std::get_if<Reconfigured>(&input)) {
    offered_ = reconfigured->config;
    return;
  }
  if (const auto* answered = std::get_if<Answered>(&input)) {
    const auto asker = askers_.find(answered->question);
    if (asker != askers_.end() && asker->second->live) acting_ = asker->second;
    return;
  }
  const std::optional<LinkId> id = NamedBy(input);
  WireLink* link = id.has_value() ? FindLink(*id) : nullptr;
  if (link == nullptr || !link->live) return;
  acting_ = link;
  if (const auto* received = std::get_if<Received>(&input)) Receive(received->bytes);
  if (const auto* drained = std::get_if<Drained>(&input)) Queue(*link, -int64_t{drained->bytes});
}

void WireView::Open(LinkId id) {
  WireLink& link = links_.emplace_back();
  link.id = id;
  link.index = links_.size() - 1;
  link.live = true;
  link.opened_at = now_.mono;
  link.last_rx = now_.mono;
  by_id_[id] = &link;
  acting_ = &link;
  ++tally_.links;
}

void WireView::Receive(std::string_view bytes) {
  if (bytes.empty()) return;
  acting_->last_rx = now_.mono;
  acting_->hearing.Hear(bytes, heard_);
}

void WireView::Queue(WireLink& link, int64_t bytes) {
  queued_links_ -= link.queued > 0;
  link.queued += bytes;
  queued_bytes_ += bytes;
  queued_links_ += link.queued > 0;
}

void WireView::TakeOutput(const Output& output) {
  WireLink* link = FindLink(NamedBy(output));
  Told& told = told_.emplace_back();
  told.output = &output;
  told.link = link;
  told.tally = tally_;
  if (link != nullptr) {
    told.live = link->live;
    told.logged_on = link->logged_on;
    told.auth_open = link->auth_open;
    told.queued = link->queued;
  }
  if (const auto* send = std::get_if<Send>(&output)) {
    // A line for many links is often the same bytes: then it is read once.
    const Told* last = told_.size() < 2 ? nullptr : &told_[told_.size() - 2];
    const std::string_view text = send->line.substr(0, send->line.find_last_not_of("\r\n") + 1);
    const bool same = last != nullptr && last->line.text.data() == text.data() &&
                      last->line.text.size() == text.size() && !text.empty();
    told.line = same ? last->line : ReadLine(text);
    if (link != nullptr && link->live) TakeSend(*send, *link);
  } else if (std::holds_alternative<Close>(output)) {
    if (link != nullptr && link->live) End(*link);
  } else if (const auto* ask = std::get_if<Ask>(&output)) {
    if (link != nullptr) askers_[ask->id] = link;
    if (link != nullptr) link->auth_open = true;
  } else {
    TakeNote(std::get<Note>(output), link);
  }
}

void WireView::TakeNote(const Note& note, WireLink* link) {
  if (note.event == Event::kConfigReplaced && offered_ != nullptr) config_ = *offered_;
  if (note.event == Event::kClientLoggedOn && link != nullptr && link->live) CountUser(*link);
}

void WireView::TakeSend(const Send& send, WireLink& link) {
  Queue(link, static_cast<int64_t>(send.line.size()));
  TakeLine(told_.back().line, link);
}

void WireView::TakeLine(const ServerLine& line, WireLink& link) {
  if (line.numeric == 1) LogOn(link, line.Param(0));
  if (line.numeric == 907 || line.numeric == 910) link.auth_open = false;
  if (line.numeric != 0) return;
  if (line.verb == "AUTH") return TakeAuth(line, link);
  if (link.logged_on && line.SourceNick() == link.nick) TakeMove(line, link);
}

// What a user is told of its own doing.
void WireView::TakeMove(const ServerLine& line, WireLink& link) {
  if (line.verb == "NICK") link.nick = line.Param(0);
  if (line.verb == "JOIN") JoinChannel(link, line.Param(0));
  if (line.verb == "PART") LeaveChannel(link, Fold(config_.case_mapping, line.Param(0)));
}

void WireView::TakeAuth(const ServerLine& line, WireLink& link) {
  link.auth_open = line.Param(1) != "*";
  if (link.auth_open) return;
  const std::string_view identity = line.Param(2);
  link.account = identity.substr(0, identity.rfind('@'));
}

void WireView::LogOn(WireLink& link, std::string_view nick) {
  link.nick = nick;
  link.logged_on = true;
  CountUser(link);
}

void WireView::CountUser(WireLink& link) {
  if (std::exchange(link.counted, true)) return;
  ++tally_.users;
  tally_.users_max = std::max(tally_.users_max, tally_.users);
}

absl::Span<WireLink* const> WireView::Members(const std::string& folded) const {
  const auto it = members_.find(folded);
  if (it == members_.end()) return {};
  return it->second;
}

void WireView::JoinChannel(WireLink& link, std::string_view channel) {
  std::string folded = Fold(config_.case_mapping, channel);
  if (std::find(link.channels.begin(), link.channels.end(), folded) != link.channels.end()) return;
  members_[folded].push_back(&link);
  ++tally_.memberships;
  tally_.channels = static_cast<int32_t>(members_.size());
  link.channels.push_back(std::move(folded));
}

void WireView::LeaveChannel(WireLink& link, const std::string& folded) {
  if (std::erase(link.channels, folded) != 0) RemoveMember(link, folded);
}

void WireView::RemoveMember(WireLink& link, const std::string& folded) {
  const auto members = members_.find(folded);
  std::erase(members->second, &link);
  if (members->second.empty()) members_.erase(members);
  --tally_.memberships;
  tally_.channels = static_cast<int32_t>(members_.size());
}

void WireView::End(WireLink& link) {
  if (!std::exchange(link.live, false)) return;
  Queue(link, -link.queued);
  --tally_.links;
  if (link.counted) --tally_.users;
  for (const std::string& folded : link.channels) RemoveMember(link, folded);
}

}  // namespace confab::props
