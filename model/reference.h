// The reference: what a server that obeys CLAUSES.md must say, told slowly and obviously.
//
//   Reference reference(config);
//   for (const Told& told : reference.Advance(now, Received{link, "NICK a\r\n"})) Expect(told);
//   EXPECT_EQ(step.wake_at, reference.WakeAt());
//   EXPECT_EQ(server.Census(), reference.Census());
//
// Invariants: it knows nothing of the core but the seam; every rule stands beside its clause; it
// never looks at what the core said, except for the size of free texts, which no clause fixes.

#ifndef CONFAB_MODEL_REFERENCE_H_
#define CONFAB_MODEL_REFERENCE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/lines.h"
#include "model/state.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"

namespace confab::model {

// Tells how big a line with free text is, CR LF included: the `nth` output of this step to `link`.
class Sizes {
 public:
  virtual ~Sizes() = default;
  virtual size_t LineBytes(LinkId link, size_t nth, std::string_view head) const = 0;
};

class Reference {
 public:
  // Without `sizes` free texts count as empty.
  explicit Reference(const Config& config, const Sizes* sizes = nullptr);
  // Another one is to be asked from now on.
  void set_sizes(const Sizes* sizes) { sizes_ = sizes; }

  // What must be told, in order within each link; valid until the next call.
  const std::vector<Told>& Advance(const Moment& now, const Input& input);

  Instant WakeAt() const;
  std::string Census() const;
  // How many objects each account must hold; the bytes stay 0.
  Ledger Objects() const;

  size_t LinkCount() const { return links_.size(); }
  size_t ChannelCount() const { return channels_.size(); }
  // The protocol state of a link as a small number (cells.cc), or kNoCell if it is not live.
  static constexpr uint32_t kNoCell = UINT32_MAX;
  static constexpr uint32_t kCellCount = 1u << 14;
  uint32_t Cell(LinkId id) const;

 private:
  // links.cc: clause 1.
  void On(const Opened& input);
  void On(const Received& input);
  void On(const Drained& input);
  void On(const Lost& input);
  void On(const Woke& input);
  void On(const Answered& input);
  void On(const Reconfigured& input);
  void Arm(Link& link, TimerKind kind, Instant due);
  void Fire(const Timer& timer);
  size_t Allowed(Link& link, size_t bytes) const;
  bool TakeOne(Link& link, char byte);  // false: the link is gone
  void Close(Link& link, CloseReason reason, std::string_view why, std::string_view quit = "");
  void CloseDoomed();
  void Remove(Link& link);

  // say.cc: the notation, and the send queue (clause 1.11).
  enum class Queue { kLimited, kForced };
  void Say(Link& to, std::string line);
  void SayFree(Link& to, std::string head, std::string_view ending = "");
  void Numeric(Link& to, std::string_view code, std::string_view params);
  void NumericFree(Link& to, std::string_view code, std::string_view params = "",
                   std::string_view ending = "");
  void NumericList(Link& to, std::string_view code, std::string_view params,
                   const std::vector<std::string>& items);
  void Tell(Link& to, ToldLine line, Queue queue);
  void SayToChannel(const Channel& channel, const std::string& line, const Link* except = nullptr);
  std::string Name(const Link& link) const;        // <c>
  std::string Mask(const Link& link) const;        // <nuh>
  std::set<LinkId> Peers(const Link& link) const;  // logged-on links that share a channel

  // dispatch.cc: clause 3.
  void Obey(Link& link, const Request& request);
  void Dispatch(Link& link, const Request& request);

  // logon.cc: clause 4.
  void Pass(Link& link, const Request& request);
  void Nick(Link& link, const Request& request);
  void NickBeforeLogOn(Link& link, const std::string& nick);
  void NickAfterLogOn(Link& link, const std::string& nick);
  void User(Link& link, const Request& request);
  void Cap(Link& link, const Request& request);
  void CapReq(Link& link, std::string_view list);
  void Ircx(Link& link, const Request& request);
  void IsIrcx(Link& link, const Request& request);
  void TryLogOn(Link& link);
  void Welcome(Link& link);
  void Isupport(Link& link);

  // auth.cc: clause 6.
  void Auth(Link& link, const Request& request);
  void AuthBegin(Link& link, std::string_view data);
  void AuthTake(Link& link, std::string_view data);
  void AuthFirst(Link& link, std::string_view data);
  void AuthFinal(Link& link, std::string_view data);
  void AuthSucceed(Link& link);
  void AuthFail(Link& link);
  void AuthAsk(Link& link, ToldAsk question);
  bool AuthSay(Link& link, const std::string& data);  // false: too long to be sent
  void AuthParameters(Link& link, std::string_view answer);
  void AuthSignature(Link& link, std::string_view answer);

  // chat.cc: clauses 7.3 to 7.7.
  void Join(Link& link, const Request& request);
  void JoinOne(Link& link, const std::string& item);
  void Part(Link& link, const Request& request);
  void PartOne(Link& link, const std::string& item, std::string_view reason);
  void Leave(Link& link, const std::string& folded);
  void Topic(Link& link, const Request& request);
  void TopicShow(Link& link, const Channel& channel);
  void TopicSet(Link& link, Channel& channel, std::string_view text);
  void Names(Link& link, const Request& request);
  void NamesOf(Link& link, const Channel& channel);
  void Privmsg(Link& link, const Request& request);
  void Notice(Link& link, const Request& request);
  void Message(Link& link, const Request& request, bool replies);
  void MessageOne(Link& link, const Request& request, const std::string& target, bool replies);

  // queries.cc: clauses 7.1, 7.2, 7.8 to 7.11.
  void Quit(Link& link, const Request& request);
  void Ping(Link& link, const Request& request);
  void Ignore(Link& link, const Request& request);
  void Lusers(Link& link, const Request& request);
  void Motd(Link& link, const Request& request);
  void SayLusers(Link& link);
  void SayMotd(Link& link);
  void Whois(Link& link, const Request& request);
  void WhoisOf(Link& link, const Link& whom);
  void Mode(Link& link, const Request& request);
  void ModeOwn(Link& link, const Request& request);

  Link* Find(LinkId id);
  Link* Holder(std::string_view nick);    // whoever reserved or holds it
  Link* LoggedOn(std::string_view nick);  // a logged-on user of that nick
  Channel* FindChannel(std::string_view name);
  std::string FoldOf(std::string_view name) const;

  Config config_;
  const Sizes* sizes_;
  Moment now_;
  uint64_t step_ = 0;
  std::vector<Told> told_;

  std::map<LinkId, Link> links_;
  std::map<std::string, LinkId> names_;      // by folded nick, reserved or held
  std::map<std::string, Channel> channels_;  // by folded name
  std::map<QuestionId, LinkId> questions_;   // outstanding and wanted
  std::set<Timer> timers_;
  std::set<LinkId> doomed_;
  int64_t users_ = 0;
  int64_t users_max_ = 0;
  uint64_t last_question_ = 0;
};

}  // namespace confab::model

#endif  // CONFAB_MODEL_REFERENCE_H_
