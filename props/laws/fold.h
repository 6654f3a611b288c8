// The case mappings of nicks and channel names, written again for the laws (clauses#4.2).
//
//   Fold(CaseMapping::kRfc1459, "Alice[]") == "alice{}"
//
// Invariants: equal folds mean equal names; independent of the core's own tables.

#ifndef CONFAB_PROPS_LAWS_FOLD_H_
#define CONFAB_PROPS_LAWS_FOLD_H_

#include <string>
#include <string_view>

#include "server_core/api/config.h"

namespace confab::props {

std::string Fold(CaseMapping mapping, std::string_view name);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_FOLD_H_
