// What no series of small steps reaches: every scenario of a few deeds over a small alphabet is
// tried, smallest first, as long as it is smaller than the best. The settings, faults and links are
// those of the best, or none.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "props/shrink/passes.h"
#include "props/shrink/size.h"

namespace confab::props {
namespace {

using sim::Action;
using sim::Scenario;

constexpr int64_t kGraceNs = 10'000'000;          // for what has to be answered before it breaks
constexpr size_t kLongBytes = 520;                // more than a line may have
constexpr uint32_t kNarrowBytes = 512;            // so that queues fill
constexpr int64_t kPatienceNs = 600'000'000'000;  // for what breaks at a deadline as it ships

enum class Deed : uint8_t {
  kLine,
  kLong,
  kRaw,
  kLogin,
  kAuth,
  kAuthRight,
  kClose,
  kSilent,
  kPause
};
constexpr char kTwoLines[] = "a\ra";
enum class Needs : uint8_t { kNothing, kUser };
struct Letter {
  Deed deed;
  const char* text = "";
  Needs needs = Needs::kNothing;
};

// "%" is the client's own nick. Two spellings of one name differ in [ and {.
constexpr std::array<Letter, 27> kAlphabet = {{
    {Deed::kLogin},
    {Deed::kLine, "NICK %"},
    {Deed::kLine, "USER u 0 * r"},
    {Deed::kLine, "NICK a"},
    {Deed::kLine, "JOIN #a", Needs::kUser},
    {Deed::kLine, "JOIN #a,#b", Needs::kUser},
    {Deed::kLine, "JOIN #[,#{", Needs::kUser},
    {Deed::kLine, "TOPIC #a b", Needs::kUser},
    {Deed::kLine, "PRIVMSG a b", Needs::kUser},
    {Deed::kLine, "PRIVMSG [,{ b", Needs::kUser},
    {Deed::kLine, "PRIVMSG #a b", Needs::kUser},
    {Deed::kLine, "NAMES #a", Needs::kUser},
    {Deed::kLine, "PART #a", Needs::kUser},
    {Deed::kLine, "IRCX"},
    {Deed::kLine, "PING a"},
    {Deed::kLine, "LUSERS"},
    {Deed::kLine, "QUIT"},
    {Deed::kLine, "AUTH SCRAM-SHA-256 I"},
    {Deed::kLine, "AUTH"},
    {Deed::kAuth},
    {Deed::kAuthRight},
    {Deed::kLong},
    {Deed::kRaw, "a"},
    {Deed::kRaw, kTwoLines},
    {Deed::kClose},
    {Deed::kSilent},
    {Deed::kPause},
}};
constexpr int kLetters = kAlphabet.size();

// What is around the deeds: a scenario without actions, of up to two clients.
using Context = Scenario;
// For each deed of a world: whose it is and which; -1 connects.
struct Move {
  uint32_t client;
  int letter;
};
using World = std::vector<Move>;

std::string Spelled(const char* text, uint32_t client) {
  std::string out = text;
  const size_t at = out.find('%');
  if (at != std::string::npos) out[at] = client == 1 ? 'a' : 'b';
  return out;
}

void Say(const Letter& letter, uint32_t client, Action& action) {
  switch (letter.deed) {
    case Deed::kLine:
      return action.set_line(Spelled(letter.text, client));
    case Deed::kLong:
      return action.set_line(std::string(kLongBytes, 'a'));
    case Deed::kRaw:
      return action.set_raw(letter.text);
    case Deed::kLogin:
      action.mutable_login()->set_nick(Spelled("%", client));
      return action.mutable_login()->set_user("u");
    case Deed::kAuth:
      return action.mutable_auth()->set_account("a");
    case Deed::kAuthRight:
      action.mutable_auth()->set_account("a");
      return action.mutable_auth()->set_password("pw");
    case Deed::kClose:
      action.mutable_close();
      return;
    case Deed::kSilent:
      return action.mutable_close()->set_how(sim::Close::SILENT);
    case Deed::kPause:
      action.mutable_pause();
      return;
  }
}

Scenario Played(const Context& context, const World& world) {
  Scenario out = context;
  for (const Move move : world) {
    Action* action = out.add_action();
    action->set_id(static_cast<uint32_t>(out.action_size()));
    action->set_client(move.client);
    if (move.letter < 0) {
      action->mutable_connect();
      continue;
    }
    const Letter& letter = kAlphabet[static_cast<size_t>(move.letter)];
    Say(letter, move.client, *action);
    const bool needs_account = letter.deed == Deed::kAuthRight && out.account_size() == 0;
    if (!needs_account) continue;
    out.add_account()->set_name("a");
    out.mutable_account(0)->set_password("pw");
  }
  return out;
}

// What the clients of a world are like.
using Shape = sim::Client;

// The best without what is done; its clients are one or two, of the shape given.
Context Emptied(const Scenario& best, uint32_t clients, const Shape& shape) {
  Context out = best;
  out.clear_action();
  out.clear_client();
  out.clear_account();
  out.clear_salt();
  for (uint32_t id = 1; id <= clients; ++id) {
    *out.add_client() = shape;
    out.mutable_client()->rbegin()->set_id(id);
  }
  for (sim::Fault& fault : *out.mutable_fault()) fault.clear_client();
  out.mutable_limits()->set_end_ns(best.limits().end_ns() + kGraceNs);
  return out;
}

Shape WithRole(sim::Role role) {
  Shape shape;
  shape.set_role(role);
  return shape;
}

// Plain first; then as the first client that is not, deaf, and slow.
std::vector<Shape> ShapesFor(const Scenario& best) {
  std::vector<Shape> shapes = {Shape()};
  for (const sim::Client& client : best.client()) {
    if (client.role() == sim::REGULAR && !client.has_link()) continue;
    shapes.push_back(client);
    shapes.back().clear_alternate_nick();
    break;
  }
  shapes.push_back(WithRole(sim::DEAD_PEER));
  shapes.push_back(WithRole(sim::SLOW_READER));
  shapes.back().mutable_link()->set_window_bytes(kNarrowBytes);
  return shapes;
}

void AddOnce(std::vector<Context>& contexts, const Context& context) {
  const std::string bytes = context.SerializeAsString();
  for (const Context& known : contexts) {
    if (known.SerializeAsString() == bytes) return;
  }
  contexts.push_back(context);
}

// Barest first: with neither settings nor faults, with either, with both. Deadlines as they ship
// are far away, so they are waited for only where that is asked.
std::vector<Context> ContextsFor(const Scenario& best, uint32_t clients, bool with_patience) {
  std::vector<Context> out;
  for (const Shape& shape : ShapesFor(best)) {
    const Context context = Emptied(best, clients, shape);
    Context unset = context;
    unset.clear_config();
    Context calm = context;
    calm.clear_fault();
    calm.clear_heal();
    Context bare = calm;
    bare.clear_config();
    for (const Context& it : {bare, unset, calm, context}) AddOnce(out, it);
    if (!with_patience) continue;
    bare.mutable_limits()->set_end_ns(best.limits().end_ns() + kPatienceNs);
    AddOnce(out, bare);
  }
  return out;
}

bool EndsItsLink(const Letter& letter) {
  return letter.deed == Deed::kClose || letter.deed == Deed::kSilent ||
         std::string_view(letter.text) == "QUIT";
}

// Whether a deed can matter: nothing does after the end, and some need a user.
bool CanFollow(const World& world, const Letter& next) {
  const int before = world.back().letter;
  if (before >= 0 && EndsItsLink(kAlphabet[static_cast<size_t>(before)])) return false;
  if (next.needs == Needs::kNothing) return true;
  return std::any_of(world.begin(), world.end(), [&](const Move& move) {
    return move.client == world.back().client && move.letter == 0;
  });
}

// All sequences of so many letters, in the order of the alphabet, appended to `world`.
template <typename Visit>
bool ForEachSequence(World& world, uint32_t client, int length, Visit visit) {
  if (length == 0) return visit();
  for (int letter = 0; letter < kLetters; ++letter) {
    if (!CanFollow(world, kAlphabet[static_cast<size_t>(letter)])) continue;
    world.push_back({client, letter});
    if (ForEachSequence(world, client, length - 1, visit)) return true;
    world.pop_back();
  }
  return false;
}

// The runs that a pass may still make.
struct Allowance {
  uint64_t runs;
};

// What SizeOf would say of the scenario, without making it.
int ThingsIn(const Context& context, const World& world) {
  int sum = static_cast<int>(world.size()) + context.client_size() + context.fault_size() +
            (context.has_heal() ? 1 : 0);
  for (const Move& move : world) {
    if (move.letter < 0) continue;
    sum += std::string_view(kAlphabet[static_cast<size_t>(move.letter)].text) == kTwoLines ? 1 : 0;
  }
  return sum;
}

bool TryIn(Session& session, int things, const std::vector<Context>& contexts, const World& world,
           Allowance& allowance) {
  for (const Context& context : contexts) {
    if (allowance.runs == 0 || session.is_over()) return true;
    if (ThingsIn(context, world) >= things) continue;
    --allowance.runs;
    if (session.Try(Played(context, world))) return true;
  }
  return false;
}

// One client connects and does `first` things, then another one `second` things. True: done.
bool TryWorlds(Session& session, int first, int second, Allowance& allowance) {
  const int things = SizeOf(session.best()).things();
  const uint32_t clients = second < 0 ? 1 : 2;
  if (first + std::max(second, 0) + 2 * static_cast<int>(clients) >= things) return false;
  const std::vector<Context> contexts =
      ContextsFor(session.best(), clients, first < 2 && second < 2);
  World world = {{1, -1}};
  return ForEachSequence(world, 1, first, [&] {
    if (second < 0) return TryIn(session, things, contexts, world, allowance);
    const size_t size = world.size();
    world.push_back({2, -1});
    const bool done = ForEachSequence(
        world, 2, second, [&] { return TryIn(session, things, contexts, world, allowance); });
    if (!done) world.resize(size);
    return done;
  });
}

}  // namespace

// Numbers of deeds beside connecting; -1: no second client.
void TryTinyWorlds(Session& session) {
  constexpr std::pair<int, int> kDeeds[] = {{0, -1}, {1, -1}, {0, 0}, {2, -1}, {1, 0}, {0, 1},
                                            {1, 1},  {3, -1}, {2, 0}, {0, 2},  {2, 1}, {1, 2}};
  Allowance allowance{session.options().tiny_worlds_max};
  for (const auto& [first, second] : kDeeds) {
    if (TryWorlds(session, first, second, allowance)) return;
  }
}

}  // namespace confab::props
