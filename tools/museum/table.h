// The museum's rows as texts: for people, for props/LAWS.md, for programs.
//
//   std::cout << TableInWords(rows);
//   const absl::StatusOr<std::string> laws = WithBlock(text_of_laws_md, BlockOf(rows));
//   CheckBlock(text_of_laws_md, {"Q233512", ...});        // its defects are those that there are
//
// Invariants: the block holds nothing that differs from run to run or machine to machine: no core
// time, and no figures of a defect whose law is about determinism.

#ifndef CONFAB_TOOLS_MUSEUM_TABLE_H_
#define CONFAB_TOOLS_MUSEUM_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/museum/rows.h"

namespace confab::tools {

std::string TableInWords(const std::vector<Row>& rows);
std::string TableInJson(const std::vector<Row>& rows);

std::string BlockOf(const std::vector<Row>& rows);
// The text with its block replaced; an error if it has no place for one.
absl::StatusOr<std::string> WithBlock(const std::string& text, const std::string& block);
absl::Status CheckBlock(const std::string& text, const std::vector<PlantedDefect>& defects);

// "12 [7, 21]", ">=2000", "4.2 min [0.8 s, >=3.1 h]": the median and its interval.
std::string CountText(const Spread& spread);
std::string TimeText(const Spread& spread, uint64_t units_per_ms);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_TABLE_H_
