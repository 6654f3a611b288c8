#include "props/gen/stories.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "props/gen/phrases.h"

namespace confab::props {
namespace {

// Log-ons and log-offs without any dialog (Q178627).
void Storm(Draft& draft) {
  Actor actor(draft, sim::STORMER);
  do {
    actor.Connect();
    if (actor.random().Chance(1, 6)) actor.Wait();
    if (actor.random().Chance(7, 8)) actor.LogOn();
    actor.Wait();
    if (actor.random().Chance(1, 8)) return;
    actor.Leave();
    actor.Wait();
  } while (draft.HasRoom());
}

// Everybody wants the same names, some by AUTH, and goes on wanting after each 433.
void Collide(Draft& draft) {
  Actor actor(draft, sim::NICK_COLLIDER);
  for (uint64_t i = actor.random().Below(4); i > 0; --i) {
    actor.client().add_alternate_nick(DrawNick(actor.random(), actor.alphabet()));
  }
  actor.Connect();
  if (actor.random().Chance(1, 5)) actor.Authenticate();
  actor.LogOn();
  do {
    actor.Wait();
    actor.Say(absl::StrCat("NICK ", DrawNick(actor.random(), actor.alphabet())));
  } while (draft.HasRoom() && actor.random().Chance(3, 4));
  if (actor.random().Chance(1, 2)) actor.Leave();
}

// One step of a log-on whose steps come in any order.
void NegotiateOneStep(Actor& actor) {
  switch (actor.random().Below(6)) {
    case 0:
      return actor.Say(absl::StrCat("NICK ", DrawNick(actor.random(), actor.alphabet())));
    case 1:
      return actor.Say("USER u 0 * :r");
    case 2:
    case 3:
      return actor.Authenticate();
    default:
      return actor.Say(DrawNegotiation(actor.random(), actor.alphabet()));
  }
}

// AUTH pipelined with NICK in one segment.
void SendPipelined(Actor& actor) {
  std::vector<std::string> lines = {"USER u 0 * :r"};
  lines.push_back(absl::StrCat("NICK ", DrawNick(actor.random(), actor.alphabet())));
  lines.push_back(DrawAuthBeginning(actor.random(), actor.alphabet()));
  lines.push_back(DrawNegotiation(actor.random(), actor.alphabet()));
  std::string bytes;
  while (!lines.empty()) {
    const size_t index = actor.random().Below(lines.size());
    absl::StrAppend(&bytes, lines[index], "\r\n");
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(index));
  }
  actor.Send(bytes);
}

void Exchange(Draft& draft) {
  Actor actor(draft, sim::REGULAR);
  actor.Connect();
  if (actor.random().Chance(1, 4)) SendPipelined(actor);
  for (uint64_t steps = 1 + actor.random().Below(8); steps > 0; --steps) {
    NegotiateOneStep(actor);
    if (actor.random().Chance(1, 2)) actor.Wait();
  }
  if (actor.random().Chance(2, 3)) actor.LogOn();
  if (actor.random().Chance(1, 3)) actor.Leave();
}

// Somebody who listens, and whose silence the server measures (Q233512).
void Listen(Draft& draft) {
  constexpr std::array<sim::Role, 6> kRoles = {sim::LURKER,    sim::LURKER,  sim::DEAD_PEER,
                                               sim::DEAD_PEER, sim::HOSTILE, sim::REGULAR};
  Actor actor(draft, Pick(draft.random(), kRoles));
  actor.Connect();
  actor.LogOn();
  if (actor.random().Chance(2, 3)) actor.Say(absl::StrCat("JOIN ", draft.plaza()));
  constexpr std::array<std::string_view, 6> kSignsOfLife = {
      "P", "\r\n", "PONG :wrong\r\n", "PING :me\r\n", " ", "PONG\r\n"};
  while (draft.HasRoom() && actor.random().Chance(1, 2)) {
    actor.WaitForDeadline();
    actor.Send(Pick(actor.random(), kSignsOfLife));
  }
  if (actor.random().Chance(1, 4)) actor.Leave();
}

// Somebody whose words go out around the deadlines of those who listen.
void Speak(Draft& draft) {
  Actor actor(draft, sim::REGULAR);
  actor.Connect();
  actor.LogOn();
  actor.Say(absl::StrCat("JOIN ", draft.plaza()));
  do {
    if (actor.random().Chance(2, 3)) {
      actor.WaitForDeadline();
    } else {
      actor.Wait();
    }
    actor.Say(DrawMessage(actor.random(), actor.alphabet()));
  } while (draft.HasRoom() && actor.random().Chance(5, 6));
}

void Chat(Draft& draft) {
  Actor actor(draft, sim::REGULAR);
  actor.Connect();
  if (actor.random().Chance(1, 6)) NegotiateOneStep(actor);
  actor.LogOn();
  if (actor.random().Chance(3, 4)) actor.Say(absl::StrCat("JOIN ", draft.plaza()));
  if (actor.random().Chance(1, 2))
    actor.Say(absl::StrCat("JOIN ", actor.alphabet().channels.back()));
  do {
    actor.Wait();
    actor.Say(DrawChatter(actor.random(), actor.alphabet()));
  } while (draft.HasRoom() && actor.random().Chance(7, 8));
  if (actor.random().Chance(1, 2)) actor.Leave();
}

void BeHostile(Draft& draft) {
  Actor actor(draft, sim::HOSTILE);
  actor.Connect();
  if (actor.random().Chance(1, 2)) actor.LogOn();
  do {
    actor.Wait();
    actor.Send(DrawHostileBytes(actor.random(), actor.alphabet()));
    if (actor.random().Chance(1, 3)) actor.Say(DrawChatter(actor.random(), actor.alphabet()));
  } while (draft.HasRoom() && actor.random().Chance(4, 5));
  if (actor.random().Chance(1, 3)) actor.Leave();
}

// Somebody to whom more is sent than is read, with little room on the way.
void ReadSlowly(Draft& draft) {
  Actor actor(draft, sim::SLOW_READER);
  sim::LinkShape& link = *actor.client().mutable_link();
  constexpr std::array<int64_t, 4> kRates = {500, 2'000, 5'000, 50'000};
  link.set_read_bytes_per_second(Pick(actor.random(), kRates));
  if (actor.random().Chance(3, 4)) link.set_window_bytes(512);
  actor.Connect();
  const bool pauses_early = actor.random().Chance(1, 2);
  if (pauses_early) actor.PauseReading();
  actor.LogOn();
  actor.Say(absl::StrCat("JOIN ", draft.plaza()));
  if (!pauses_early && actor.random().Chance(1, 2)) actor.PauseReading();
  if (actor.random().Chance(1, 3)) actor.Say(actor.random().Chance(1, 2) ? "LUSERS" : "MOTD");
  if (actor.random().Chance(1, 2)) actor.ResumeReading();
}

// Somebody whose long lines fill the queues of all who do not read.
void Shout(Draft& draft) {
  Actor actor(draft, sim::REGULAR);
  actor.Connect();
  actor.LogOn();
  actor.Say(absl::StrCat("JOIN ", draft.plaza()));
  do {
    if (actor.random().Chance(1, 3)) actor.Wait();
    const int64_t bytes = actor.random().Chance(1, 2) ? 400 : actor.random().Between(1, 400);
    const std::string text(static_cast<size_t>(bytes), 's');
    actor.Say(absl::StrCat("PRIVMSG ", draft.plaza(), " :", text));
  } while (draft.HasRoom() && actor.random().Chance(6, 7));
}

// Several slow readers in one channel are to be cut off by one line, or by each other's end.
void Saturate(Draft& draft) {
  if (draft.random().Chance(3, 4)) {
    // Above what a log-on needs, below what takes long to fill.
    draft.scenario().mutable_config()->set_send_queue_bytes_max(
        draft.random().Between(1'500, 4'000));
  }
  for (uint64_t readers = 2 + draft.random().Below(3); readers > 0; --readers) ReadSlowly(draft);
  Shout(draft);
}

struct Story {
  void (*tell)(Draft&);
  // Weights under kStorm, kCollide, kKeepalive, kAuth, kChat, kHostile.
  std::array<uint32_t, kProfileCount - 1> weights;
};

constexpr std::array<Story, kStoryCount> kStories = {{
    {Storm, {8, 2, 0, 1, 0, 1}},
    {Collide, {2, 8, 0, 1, 1, 1}},
    {Exchange, {2, 2, 0, 8, 0, 1}},
    {Listen, {0, 0, 6, 1, 1, 1}},
    {Speak, {0, 0, 4, 0, 2, 1}},
    {Chat, {1, 1, 1, 1, 6, 2}},
    {BeHostile, {1, 0, 0, 1, 0, 6}},
    {Saturate, {0, 0, 1, 0, 3, 1}},
}};

}  // namespace

StoryWeights DrawStoryWeights(Random& random, Profile profile) {
  StoryWeights weights;
  for (int i = 0; i < kStoryCount; ++i) {
    if (profile != Profile::kMixed) {
      weights[i] = kStories[i].weights[static_cast<size_t>(profile)];
    } else {
      constexpr std::array<uint32_t, 5> kSwarm = {0, 0, 1, 2, 6};
      weights[i] = Pick(random, kSwarm);
    }
  }
  return weights;
}

void TellStory(Draft& draft, const StoryWeights& weights) {
  uint32_t sum = 0;
  for (const uint32_t weight : weights) sum += weight;
  if (sum == 0) return Chat(draft);
  uint64_t at = draft.random().Below(sum);
  for (int i = 0; i < kStoryCount; ++i) {
    if (at < weights[i]) return kStories[i].tell(draft);
    at -= weights[i];
  }
}

}  // namespace confab::props
