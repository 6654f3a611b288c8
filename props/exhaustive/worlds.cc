#include "props/exhaustive/worlds.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server_core/api/check.h"

namespace confab::props {
namespace {

const WorldText* FindWorld(const std::string& name) {
  for (const WorldText& world : Library()) {
    if (world.name == name) return &world;
  }
  return nullptr;
}

std::string NamesOfAll() {
  return absl::StrJoin(Library(), ", ", [](std::string* out, const WorldText& world) {
    absl::StrAppend(out, world.name);
  });
}

// Programs are numbered: first all of one move, then all of two, and so on.
uint32_t ProgramCount(uint32_t length) {
  const auto words = static_cast<uint32_t>(Vocabulary().size());
  uint32_t count = 0;
  for (uint32_t i = 0; i < length; ++i) count = (count + 1) * words;
  return count;
}

// The words of a program by their places in the vocabulary.
std::vector<uint32_t> WordsOf(uint32_t program) {
  const auto words = static_cast<uint32_t>(Vocabulary().size());
  std::vector<uint32_t> places;
  for (uint32_t left = program + 1; left > 0; left = (left - 1) / words) {
    places.push_back((left - 1) % words);
  }
  std::reverse(places.begin(), places.end());
  return places;
}

uint32_t NumberOf(const std::vector<uint32_t>& places) {
  const auto words = static_cast<uint32_t>(Vocabulary().size());
  uint32_t number = 0;
  for (const uint32_t place : places) number = number * words + place + 1;
  return number - 1;
}

// The program with the two nicks in each other's place: the first two words.
uint32_t Swapped(uint32_t program) {
  std::vector<uint32_t> places = WordsOf(program);
  for (uint32_t& place : places) place = place < 2 ? 1 - place : place;
  return NumberOf(places);
}

bool IsCanonical(const std::vector<uint32_t>& crowd) {
  std::vector<uint32_t> other;
  for (const uint32_t program : crowd) other.push_back(Swapped(program));
  std::sort(other.begin(), other.end());
  return crowd <= other;
}

// The next ascending sequence; false: there is none.
bool NextCrowd(uint32_t programs, std::vector<uint32_t>& crowd) {
  for (size_t i = crowd.size(); i-- > 0;) {
    if (crowd[i] + 1 == programs) continue;
    const uint32_t next = crowd[i] + 1;
    std::fill(crowd.begin() + static_cast<std::ptrdiff_t>(i), crowd.end(), next);
    return true;
  }
  return false;
}

std::string BaseOf(size_t clients) {
  std::string base = "format: 1 config { registration_deadline_ns: 10000000000 } ";
  for (size_t id = 1; id <= clients; ++id) {
    absl::StrAppend(&base, "client { id: ", id, " } action { id: ", id, " client: ", id,
                    " connect {} } ");
  }
  return absl::StrCat(base, "heal { at_ns: 20000000000 patience_ns: 10000000000 } ",
                      "limits { end_ns: 40000000000 }");
}

}  // namespace

absl::Span<const std::string> Vocabulary() {
  static const std::vector<std::string>& words = *new std::vector<std::string>{
      "NICK a", "NICK b", "USER u 0 * :r", "JOIN #t", "PART #t", "QUIT", "+reset"};
  return words;
}

absl::StatusOr<Worlds> Worlds::Chosen(const WorldChoice& choice) {
  if (choice.all) return Enumerated(choice);
  Worlds worlds;
  for (const std::string& name : choice.names) {
    const WorldText* world = FindWorld(name);
    if (world == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("no world '", name, "'; there are: ", NamesOfAll()));
    }
    worlds.named_.push_back(world);
  }
  if (!choice.names.empty()) return worlds;
  for (const WorldText& world : Library()) worlds.named_.push_back(&world);
  return worlds;
}

absl::StatusOr<Worlds> Worlds::Enumerated(const WorldChoice& choice) {
  if (choice.clients < 1 || choice.clients > kEnumeratedClientsMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("--clients must be from 1 to ", kEnumeratedClientsMax));
  }
  if (choice.length < 1 || choice.length > kEnumeratedLengthMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("--length must be from 1 to ", kEnumeratedLengthMax));
  }
  Worlds worlds;
  worlds.all_ = true;
  const uint32_t programs = ProgramCount(choice.length);
  Crowd crowd(choice.clients, 0);
  do {
    if (IsCanonical(crowd)) worlds.crowds_.push_back(crowd);
    if (worlds.crowds_.size() <= kEnumeratedWorldsMax) continue;
    return absl::InvalidArgumentError(absl::StrCat("more than ", kEnumeratedWorldsMax,
                                                   " worlds; ask for fewer clients or moves"));
  } while (NextCrowd(programs, crowd));
  return worlds;
}

World Worlds::At(uint64_t index) const {
  CONFAB_CHECK(index < size());
  if (!all_) return WorldOf(*named_[index]);
  const Crowd& crowd = crowds_[index];
  WorldText text;
  text.about = "one of all of its size";
  text.base = BaseOf(crowd.size());
  for (const uint32_t program : crowd) {
    ProgramText moves{static_cast<uint32_t>(text.programs.size() + 1), {}};
    for (const uint32_t place : WordsOf(program)) moves.moves.push_back(Vocabulary()[place]);
    absl::StrAppend(&text.name, text.name.empty() ? "" : " | ", absl::StrJoin(moves.moves, ", "));
    text.programs.push_back(std::move(moves));
  }
  return WorldOf(text);
}

}  // namespace confab::props
