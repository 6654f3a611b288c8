// What can be known from outside: each step taken apart once, for all laws together.
//
//   WireView wire(config, server);
//   simulation.Watch(&wire);            // before the laws that look at it
//   for (const Told& told : wire.told())
//     if (told.line.numeric == 433) Refused(*told.link, told.line.Param(1));
//
// Invariants: links, nicks, memberships and counts are recounted from the lines that links were
// sent, never from the census. `told` is in the order of the step's outputs; its facts are as of
// just before that output. Views live until the next step.

#ifndef CONFAB_PROPS_LAWS_WIRE_VIEW_H_
#define CONFAB_PROPS_LAWS_WIRE_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "props/laws/census_view.h"
#include "props/laws/hearing.h"
#include "props/laws/server_line.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"

namespace confab::props {

// One connection, as its peer knows it. Kept after its end.
struct WireLink {
  LinkId id{};
  size_t index = 0;  // in WireView::links(), the order of Opened
  bool live = false;
  bool logged_on = false;  // 001 was sent
  bool counted = false;    // among the users; a saturated link may be so unseen
  bool auth_open = false;  // an exchange has begun and not ended
  Instant opened_at;
  Instant last_rx;
  int64_t queued = 0;                 // bytes sent and not yet Drained
  std::string nick;                   // once logged on, as last told
  std::string account;                // of the AUTH success, as told
  std::vector<std::string> channels;  // folded, in the order joined; kept after the end
  Hearing hearing;
};

// Counts over all links.
struct Tally {
  int32_t links = 0;
  int32_t users = 0;
  int32_t users_max = 0;
  int32_t channels = 0;
  int32_t memberships = 0;
};

// One output of the step.
struct Told {
  const Output* output = nullptr;
  WireLink* link = nullptr;  // null: names no link that was ever opened
  ServerLine line;           // of a Send
  bool live = false;         // the link, just before this output
  bool logged_on = false;
  bool auth_open = false;
  int64_t queued = 0;
  Tally tally;
};

class WireView final : public Observer {
 public:
  WireView(const Config& config, const Subject& subject) : config_(config), subject_(&subject) {}
  // Between two steps: goes on as `from` would, beside a clone of its subject.
  WireView(const WireView& from, const Subject& clone);

  void OnStep(const Moment& now, const Input& input, const Step& step) override;
  const std::optional<Violation>& Verdict() const override { return none_; }

  // The step: what came in ...
  const Moment& now() const { return now_; }
  WireLink* acting() const { return acting_; }  // the live link the input names, or asked; or null
  bool acting_was_logged_on() const { return acting_was_logged_on_; }
  absl::Span<const Heard> heard() const { return heard_; }  // lines the input completed
  // ... and what went out.
  absl::Span<const Told> told() const { return told_; }

  // After the step.
  const std::deque<WireLink>& links() const { return links_; }
  const Tally& tally() const { return tally_; }
  const Config& config() const { return config_; }
  int64_t queued_bytes() const { return queued_bytes_; }
  int64_t queued_links() const { return queued_links_; }
  const WireLink* Find(LinkId id) const;
  // The links in a channel of that folded name, in the order joined.
  absl::Span<WireLink* const> Members(const std::string& folded) const;
  // The census after this step; asked for at most once.
  const CensusView& Census() const;

 private:
  WireView(const WireView&) = default;

  WireLink* FindLink(LinkId id);
  void TakeInput(const Input& input);
  void Open(LinkId id);
  void Receive(std::string_view bytes);
  void TakeOutput(const Output& output);
  void TakeNote(const Note& note, WireLink* link);
  void TakeSend(const Send& send, WireLink& link);
  void TakeLine(const ServerLine& line, WireLink& link);
  void TakeMove(const ServerLine& line, WireLink& link);
  void TakeAuth(const ServerLine& line, WireLink& link);
  void LogOn(WireLink& link, std::string_view nick);
  void Queue(WireLink& link, int64_t bytes);
  void JoinChannel(WireLink& link, std::string_view channel);
  void LeaveChannel(WireLink& link, const std::string& folded);
  void RemoveMember(WireLink& link, const std::string& folded);
  void CountUser(WireLink& link);
  void End(WireLink& link);

  Config config_;
  const Subject* subject_;
  Moment now_;
  WireLink* acting_ = nullptr;
  bool acting_was_logged_on_ = false;
  std::vector<Heard> heard_;
  std::vector<Told> told_;
  std::deque<WireLink> links_;  // a deque: pointers to links stay good
  absl::flat_hash_map<LinkId, WireLink*> by_id_;
  absl::flat_hash_map<QuestionId, WireLink*> askers_;
  absl::btree_map<std::string, std::vector<WireLink*>> members_;  // of each channel that has any
  std::shared_ptr<const Config> offered_;                         // by this step's Reconfigured
  Tally tally_;
  int64_t queued_bytes_ = 0;
  int64_t queued_links_ = 0;
  mutable CensusView census_;
  mutable bool census_is_fresh_ = false;
  std::optional<Violation> none_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_WIRE_VIEW_H_
