// A tiny world: a few movers with a short program each, of which every interleaving can be run.
//
//   const World world = WorldOf({.name = "two-quit",
//                                .about = "two clients leave",
//                                .base = "format: 1 client { id: 1 } client { id: 2 } ...",
//                                .programs = {{1, {"+connect", "QUIT"}}, {2, {"+connect",
//                                "QUIT"}}}});
//   InterleavingsFrom(world, {0, 0});      // 6
//
// Invariants: a client's moves take no time; time passes by the clock's moves alone, from one thing
// that is to come to the next. So an interleaving is an order of moves and nothing else. An action
// has the same id in every interleaving, and so has a link.

#ifndef CONFAB_PROPS_EXHAUSTIVE_WORLD_H_
#define CONFAB_PROPS_EXHAUSTIVE_WORLD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "sim/scenario.pb.h"

namespace confab::props {

struct Move {
  enum class Kind : uint8_t {
    kAct,    // a client's action, now
    kPass,   // the clock: until the next thing that is to come has happened
    kBrink,  // the clock: until a nanosecond before it
  };
  Kind kind = Kind::kAct;
  sim::Action act;  // without its time
};

struct Mover {
  uint32_t client = 0;  // 0: the clock
  std::vector<Move> moves;
};

struct World {
  std::string name;
  std::string about;   // one sentence
  sim::Scenario base;  // settings, clients, healing, the end; actions that go before every move
  std::vector<Mover> movers;
};

// A world as people write it. A move is a line of IRC, or: +connect +fin +reset +die +pause
// +resume, +auth ACCOUNT PASSWORD, +raw BYTES; and of the clock, client 0: +pass +brink.
struct ProgramText {
  uint32_t client = 0;
  std::vector<std::string> moves;
};
struct WorldText {
  std::string name;
  std::string about;
  std::string base;  // a Scenario as text
  std::vector<ProgramText> programs;
};

// Actions of the base have ids below this, a client's moves its hundred.
inline constexpr uint32_t kActionsPerClientMax = 100;

// The text must be well-formed: worlds are code.
World WorldOf(const WorldText& text);

// How many orders there are of the moves left when so many of each mover are done; UINT64_MAX if
// there are more than can be counted.
uint64_t InterleavingsFrom(const World& world, absl::Span<const uint32_t> done);
// Of all moves.
uint64_t InterleavingsOf(const World& world);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXHAUSTIVE_WORLD_H_
