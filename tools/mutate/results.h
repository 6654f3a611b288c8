// What is known of mutants so far, in a file of JSON lines that only grows.
//
//   Results results(path, build);
//   if (const Result* known = results.Find(mutant, budget)) ...   // of this very build
//   results.Append(result);                                       // on disk when it returns
//   results.KillerOf(mutant);                                     // of any build: worth trying
//   first
//
// Invariants: the last line of a key counts; a line cut off by a crash is skipped; files of several
// machines merge by concatenation.

#ifndef CONFAB_TOOLS_MUTATE_RESULTS_H_
#define CONFAB_TOOLS_MUTATE_RESULTS_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "tools/mutate/mutation.h"
#include "tools/mutate/result.pb.h"

namespace confab::mutate {

inline constexpr std::string_view kKilled = "killed";        // a law was broken
inline constexpr std::string_view kCrash = "crash";          // the process died
inline constexpr std::string_view kHang = "hang";            // it had to be killed
inline constexpr std::string_view kSurvived = "survived";    // nobody noticed
inline constexpr std::string_view kIdle = "idle";            // reached, but never changed a value
inline constexpr std::string_view kUnreached = "unreached";  // no run came by

bool IsKill(std::string_view verdict);

class Results {
 public:
  // An empty path keeps nothing.
  Results(std::string path, std::string build);

  const std::string& build() const { return build_; }
  const Result* Find(const Mutant& mutant, int budget) const;
  std::string KillerOf(const Mutant& mutant) const;
  absl::Status Append(Result result);

 private:
  void Read();

  std::string path_;
  std::string build_;
  std::map<std::string, Result> known_;
  std::map<std::string, std::string> killers_;
};

// The hash of the running program: laws, generator and core together.
std::string BuildHash();

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_RESULTS_H_
