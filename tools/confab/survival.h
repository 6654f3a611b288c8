// How far something comes that may kill its process: tried in a child.
//
//   const std::optional<int64_t> steps = LastBeforeDeath([&](const auto& report) {
//     while (run.Step()) report(run.events());
//   });
//   if (steps) Tell("it dies after ", *steps);
//
// Invariants: the caller lives, whatever becomes of the child, and hears nothing of its last words.

#ifndef CONFAB_TOOLS_CONFAB_SURVIVAL_H_
#define CONFAB_TOOLS_CONFAB_SURVIVAL_H_

#include <cstdint>
#include <functional>
#include <optional>

namespace confab::tools {

// What `work` reported last, 0 at first. Nothing if it comes to its end, or cannot be tried.
std::optional<int64_t> LastBeforeDeath(
    const std::function<void(const std::function<void(int64_t)>& report)>& work);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_SURVIVAL_H_
