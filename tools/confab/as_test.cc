#include "tools/confab/as_test.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "sim/scenario_file.h"

namespace confab::tools {
namespace {

constexpr char kOpening[] = R"(#include <gtest/gtest.h>

#include "props/laws/check.h"
#include "sim/scenario_file.h"

)";

// "auth-around-433" -> "AuthAround433"
std::string InCamelCase(const std::string& name) {
  std::string out;
  bool begins = true;
  for (const char c : name) {
    if (absl::ascii_isalnum(c)) out += begins ? absl::ascii_toupper(c) : c;
    begins = !absl::ascii_isalnum(c);
  }
  return out;
}

std::string LawsInCode(const std::vector<const props::Law*>& laws) {
  if (laws.size() > 1) return "confab::props::LawsByDefault()";
  return absl::StrCat("{confab::props::FindLaw(\"", std::string(laws.front()->name), "\")}");
}

std::string VerdictInCode(const std::optional<Fingerprint>& seen) {
  if (!seen) return "  EXPECT_FALSE(checked->finding.has_value());\n";
  return absl::StrCat("  ASSERT_TRUE(checked->finding.has_value());\n",
                      "  EXPECT_EQ(checked->finding->violation.law, \"", seen->law, "\");\n",
                      "  EXPECT_EQ(checked->finding->violation.rule, \"", seen->rule, "\");\n");
}

std::string NameOf(const std::vector<const props::Law*>& laws,
                   const std::optional<Fingerprint>& seen) {
  if (seen) return InCamelCase(absl::StrCat(seen->law, "-", seen->rule));
  if (laws.size() > 1) return "AllLawsHold";
  return absl::StrCat(InCamelCase(std::string(laws.front()->name)), "Holds");
}

}  // namespace

std::optional<std::string> AsTest(const sim::Scenario& scenario,
                                  const std::vector<const props::Law*>& laws,
                                  const std::optional<Fingerprint>& seen) {
  if (seen && seen->law == kCrashLaw) return std::nullopt;
  return absl::StrCat(kOpening, "TEST(ReproducerTest, ", NameOf(laws, seen), ") {\n",
                      "  const auto scenario = confab::sim::ParseScenario(R\"scenario(",
                      sim::CanonicalText(scenario), ")scenario\");\n",
                      "  ASSERT_TRUE(scenario.ok()) << scenario.status();\n",
                      "  const std::vector<const confab::props::Law*> laws = ", LawsInCode(laws),
                      ";\n", "  const auto checked = confab::props::Check(*scenario, laws, {});\n",
                      "  ASSERT_TRUE(checked.ok()) << checked.status();\n", VerdictInCode(seen),
                      "}\n");
}

}  // namespace confab::tools
