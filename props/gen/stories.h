// What one generated client does, from its first connection to its last word.
//
//   const StoryWeights weights = DrawStoryWeights(random, profile);
//   while (draft.HasRoom()) TellStory(draft, weights);
//
// Invariants: every story adds at least one action, and stops soon after the draft has no more
// room. The table in stories.cc is the only list of stories.

#ifndef CONFAB_PROPS_GEN_STORIES_H_
#define CONFAB_PROPS_GEN_STORIES_H_

#include <array>
#include <cstdint>

#include "props/gen/actor.h"
#include "props/gen/draft.h"
#include "props/gen/profile.h"
#include "server_core/api/random.h"

namespace confab::props {

inline constexpr int kStoryCount = 8;
using StoryWeights = std::array<uint32_t, kStoryCount>;

// How likely each story is under a profile; kMixed draws weights, many of them zero.
StoryWeights DrawStoryWeights(Random& random, Profile profile);

// Adds a client and tells one story with it.
void TellStory(Draft& draft, const StoryWeights& weights);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_STORIES_H_
