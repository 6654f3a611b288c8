// The census text (clauses#8) read back into fields.
//
//   const CensusView census = ReadCensus(subject.Census());
//   census.links[0].nick == "alice"; census.counters.users == 1;
//
// Invariants: lines in the census's order; `readable` is false when the text is not of that form.

#ifndef CONFAB_PROPS_LAWS_CENSUS_VIEW_H_
#define CONFAB_PROPS_LAWS_CENSUS_VIEW_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server_core/api/input.h"

namespace confab::props {

struct CensusLink {
  LinkId id{};
  bool logged_on = false;
  std::string_view nick;  // "*" if none; all views into CensusView::text
  std::string_view user;
  bool ircx = false;
  bool cap = false;
  std::string_view auth;
  int64_t failures = 0;
  std::string_view account;
  int64_t probes = 0;
  int64_t queued = 0;
};

struct CensusCounters {
  int64_t links = -1;
  int64_t users = -1;
  int64_t users_max = -1;
  int64_t channels = -1;
};

struct CensusView {
  std::string text;
  std::vector<CensusLink> links;
  CensusCounters counters;
  bool readable = true;

  const CensusLink* Find(LinkId id) const;
};

// Reads `text` into `view`, reusing its memory.
void ReadCensus(std::string text, CensusView& view);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_CENSUS_VIEW_H_
