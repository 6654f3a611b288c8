// The worlds that are proved: a library of named ones, and every one of a size.
//
//   const absl::StatusOr<Worlds> worlds = Worlds::Chosen({.names = {"one-nick"}});
//   if (!worlds.ok()) return worlds.status();              // "no world 'one-nik'; there are: ..."
//   for (uint64_t i = 0; i < worlds->size(); ++i) Prove(worlds->At(i));
//
// Invariants: names and the order are stable. Of worlds that differ by the numbers of their
// clients, or by which of the two nicks is called a, one is there.

#ifndef CONFAB_PROPS_EXHAUSTIVE_WORLDS_H_
#define CONFAB_PROPS_EXHAUSTIVE_WORLDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "props/exhaustive/world.h"

namespace confab::props {

// Every named world, in order: library.cc.
absl::Span<const WorldText> Library();

struct WorldChoice {
  std::vector<std::string> names;  // empty: the whole library
  // Instead: all worlds of so many clients, each with a program of 1 to `length` moves.
  bool all = false;
  uint32_t clients = 2;
  uint32_t length = 2;
};
inline constexpr uint32_t kEnumeratedClientsMax = 4;
inline constexpr uint32_t kEnumeratedLengthMax = 6;
inline constexpr uint64_t kEnumeratedWorldsMax = 100'000;

// The moves that enumerated programs are made of.
absl::Span<const std::string> Vocabulary();

class Worlds {
 public:
  static absl::StatusOr<Worlds> Chosen(const WorldChoice& choice);

  uint64_t size() const { return all_ ? crowds_.size() : named_.size(); }
  World At(uint64_t index) const;

 private:
  // The programs of the clients of a world, by number, ascending.
  using Crowd = std::vector<uint32_t>;

  Worlds() = default;
  static absl::StatusOr<Worlds> Enumerated(const WorldChoice& choice);

  bool all_ = false;
  std::vector<const WorldText*> named_;
  std::vector<Crowd> crowds_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXHAUSTIVE_WORLDS_H_
