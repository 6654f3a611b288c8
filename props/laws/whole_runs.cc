// Laws over whole runs: the same bytes in other pieces, and the same run twice.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "props/laws/law_observer.h"
#include "server_core/api/random.h"

namespace confab::props {
namespace {

constexpr uint64_t kCutSalt = 0x63757473;  // any constant: the cuts are the same in each run

// How long the next piece is: mostly one byte, sometimes up to eight.
size_t PieceBytes(uint64_t step, uint64_t at) {
  const uint64_t draw = Mix64(kCutSalt, step, at);
  return draw % 4 != 0 ? 1 : 1 + (draw >> 8) % 8;
}

// Hands the bytes over in pieces and folds all that came of it into one digest.
uint64_t AdvanceInPieces(Subject& subject, const Moment& now, const Received& whole,
                         uint64_t step) {
  OutputDigest digest;
  size_t at = 0;
  do {
    const size_t bytes = std::min(PieceBytes(step, at), whole.bytes.size() - at);
    digest.Add(subject.Advance(now, Received{whole.link, whole.bytes.substr(at, bytes)}).outputs);
    at += bytes;
  } while (at < whole.bytes.size());
  return digest.value();
}

uint64_t Replay(Subject& subject, const Moment& now, const Input& input, uint64_t step) {
  if (const auto* received = std::get_if<Received>(&input)) {
    return AdvanceInPieces(subject, now, *received, step);
  }
  OutputDigest digest;
  digest.Add(subject.Advance(now, input).outputs);
  return digest.value();
}

Violation OtherCutOtherLines(const Tape& tape, size_t i) {
  const Input input = tape.input(i);
  const auto* received = std::get_if<Received>(&input);
  const std::string what = received == nullptr
                               ? std::string("an input after bytes in other pieces")
                               : Cat({received->bytes.size(), " bytes of link ",
                                      static_cast<uint64_t>(received->link), " in other pieces"});
  return Violation{
      "any-cut-same-transcript", "cut",
      Cat({"step ", i, " at ", tape.now(i).mono.nanos(), " ns: ", what, " gave other outputs"})};
}

// Tables that are there during the second run take the places in memory that the first one had: the
// order of a hash table comes from its address, and the same places would give the same order.
std::vector<absl::flat_hash_set<uint64_t>> MakeTables() {
  std::vector<absl::flat_hash_set<uint64_t>> tables(512);
  for (uint64_t i = 0; i < tables.size(); ++i) {
    for (uint64_t entry = 0; entry <= i % 16; ++entry) tables[i].insert(entry);
  }
  return tables;
}

}  // namespace

//= clauses#2.1
std::optional<Violation> JudgeAnyCut(const WholeRun& run) {
  const std::unique_ptr<Subject> subject = run.create_subject();
  for (size_t i = 0; i < run.tape.size(); ++i) {
    // A saturated link lives to the end of its step (clauses#1.11), so from here on pieces matter.
    if (run.tape.saturated(i)) return std::nullopt;
    if (Replay(*subject, run.tape.now(i), run.tape.input(i), i) != run.tape.digest(i)) {
      return OtherCutOtherLines(run.tape, i);
    }
  }
  return std::nullopt;
}

std::optional<Violation> JudgeSameHash(const WholeRun& run) {
  const auto tables = MakeTables();
  const sim::Hash128 again = run.run_again();
  if (again == run.trace_hash) return std::nullopt;
  return Violation{"same-run-same-hash", "hash",
                   Cat({"first ", run.trace_hash.Hex(), ", again ", again.Hex()})};
}

}  // namespace confab::props
