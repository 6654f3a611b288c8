#include "props/exhaustive/world.h"

#include <utility>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "server_core/api/check.h"
#include "sim/scenario_file.h"

namespace confab::props {
namespace {

using Wide = unsigned __int128;

bool FillClose(absl::string_view word, sim::Action& act) {
  if (word != "fin" && word != "reset" && word != "die") return false;
  act.mutable_close()->set_how(word == "fin"     ? sim::Close::FIN
                               : word == "reset" ? sim::Close::RST
                                                 : sim::Close::SILENT);
  return true;
}

// Of a move that is no line: its words behind the plus sign.
void Fill(absl::string_view text, sim::Action& act) {
  const std::vector<std::string> words = absl::StrSplit(text, absl::MaxSplits(' ', 2));
  const std::string& word = words.front();
  if (FillClose(word, act)) return;
  if (word == "connect") {
    act.mutable_connect();
  } else if (word == "pause") {
    act.mutable_pause();
  } else if (word == "resume") {
    act.mutable_resume();
  } else if (word == "raw") {
    CONFAB_CHECK(absl::ConsumePrefix(&text, "raw "));
    act.set_raw(std::string(text));
  } else {
    CONFAB_CHECK(word == "auth" && words.size() == 3);
    act.mutable_auth()->set_account(words[1]);
    act.mutable_auth()->set_password(words[2]);
  }
}

Move MoveOf(const std::string& text, const Mover& mover) {
  Move move;
  if (mover.client == 0) {
    CONFAB_CHECK(text == "+pass" || text == "+brink");
    move.kind = text == "+pass" ? Move::Kind::kPass : Move::Kind::kBrink;
    return move;
  }
  const auto place = static_cast<uint32_t>(mover.moves.size());
  CONFAB_CHECK(place + 1 < kActionsPerClientMax);
  move.act.set_id(mover.client * kActionsPerClientMax + place + 1);
  move.act.set_client(mover.client);
  absl::string_view view = text;
  if (absl::ConsumePrefix(&view, "+")) {
    Fill(view, move.act);
  } else {
    move.act.set_line(text);
  }
  return move;
}

// n above k; the products stay whole.
Wide Choose(uint64_t n, uint64_t k) {
  Wide ways = 1;
  for (uint64_t i = 1; i <= k && ways <= UINT64_MAX; ++i) ways = ways * (n - k + i) / i;
  return ways;
}

}  // namespace

World WorldOf(const WorldText& text) {
  absl::StatusOr<sim::Scenario> base = sim::ParseScenario(text.base);
  CONFAB_CHECK(base.ok());
  World world{text.name, text.about, *std::move(base), {}};
  for (const sim::Action& action : world.base.action()) {
    CONFAB_CHECK(action.id() < kActionsPerClientMax);
  }
  for (const ProgramText& program : text.programs) {
    Mover mover{program.client, {}};
    for (const std::string& move : program.moves) mover.moves.push_back(MoveOf(move, mover));
    world.movers.push_back(std::move(mover));
  }
  return world;
}

uint64_t InterleavingsFrom(const World& world, absl::Span<const uint32_t> done) {
  CONFAB_CHECK(done.size() == world.movers.size());
  uint64_t moves = 0;
  Wide ways = 1;
  for (size_t i = 0; i < done.size(); ++i) {
    const uint64_t left = world.movers[i].moves.size() - done[i];
    moves += left;
    const Wide choices = Choose(moves, left);
    if (choices > UINT64_MAX || ways * choices > UINT64_MAX) return UINT64_MAX;
    ways *= choices;
  }
  return static_cast<uint64_t>(ways);
}

uint64_t InterleavingsOf(const World& world) {
  return InterleavingsFrom(world, std::vector<uint32_t>(world.movers.size(), 0));
}

}  // namespace confab::props
