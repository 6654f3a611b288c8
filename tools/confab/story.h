// A failing scenario in words: what happens, in one paragraph that a newcomer can follow.
//
//   Print(TellStory(scenario, breach, promise));
//     At 0 s client 1 (lurker) connects and logs on as a. At 240 s ...
//
// Invariants: no more than a dozen actions are told, the file has the rest; texts are escaped.

#ifndef CONFAB_TOOLS_CONFAB_STORY_H_
#define CONFAB_TOOLS_CONFAB_STORY_H_

#include <cstdint>
#include <string>

#include "sim/scenario.pb.h"

namespace confab::tools {

// What clients do and what goes wrong, under which settings.
std::string TellStory(const sim::Scenario& scenario);

// "3 actions of 2 clients, 1 fault"
std::string SizeInWords(const sim::Scenario& scenario);

// "logs on as a"
std::string DeedInWords(const sim::Action& action);

// "clock step"
std::string FaultKindInWords(const sim::Fault& fault);

// 1'500'000'000 -> "1.5 s"
std::string SecondsInWords(int64_t nanos);

// The paragraph in lines of at most 100 bytes, where there are spaces.
std::string Wrapped(const std::string& paragraph);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_STORY_H_
