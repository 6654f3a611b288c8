#include "props/holds.h"

#include <rapidcheck.h>

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "props/gen/rapidcheck_gen.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "server_core/api/check.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {
namespace {

uint64_t SeedOf(std::string_view text) {
  uint64_t seed = 0;
  for (const char byte : text) seed = Mix64(seed, static_cast<unsigned char>(byte));
  return seed;
}

std::string NameOfTest() {
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  return std::string(test->test_suite_name()) + "/" + test->name();
}

std::vector<const Law*> LawsNamed(std::initializer_list<std::string_view> names) {
  if (names.size() == 0) return LawsByDefault();
  std::vector<const Law*> laws;
  for (const std::string_view name : names) {
    laws.push_back(FindLaw(name));
    CONFAB_CHECK(laws.back() != nullptr);
  }
  return laws;
}

// Empty if no law is broken.
std::string Breach(const sim::Scenario& scenario, const std::vector<const Law*>& laws,
                   Profile profile) {
  const absl::StatusOr<Checked> checked = Check(scenario, laws, {});
  if (!checked.ok()) return "cannot be run: " + checked.status().ToString();
  if (!checked->finding.has_value()) return "";
  const Violation& violation = checked->finding->violation;
  return violation.law + " (" + violation.rule + "): " + violation.detail +
         "\nreplay: tools/dev replay --law " + violation.law + " --seed " +
         std::to_string(scenario.from().seed()) + " --profile " + std::string(ProfileName(profile));
}

rc::detail::TestParams ParamsOf(const std::string& name, int runs) {
  rc::detail::TestParams params;
  const char* run = std::getenv("TEST_RANDOM_SEED");
  params.seed = Mix64(SeedOf(name), SeedOf(run == nullptr ? "" : run));
  params.maxSuccess = runs;
  params.disableShrinking = true;
  return params;
}

}  // namespace

testing::AssertionResult Hold(std::initializer_list<std::string_view> names, Profile profile,
                              int runs) {
  const std::vector<const Law*> laws = LawsNamed(names);
  const std::string test = NameOfTest();
  rc::detail::TestMetadata metadata;
  metadata.id = test;
  metadata.description = test;
  const rc::detail::TestResult result = rc::detail::checkTestable(
      [&] {
        const std::string breach = Breach(*Scenarios(profile), laws, profile);
        if (!breach.empty()) RC_FAIL(breach);
      },
      metadata, ParamsOf(test, runs));
  if (result.is<rc::detail::SuccessResult>()) return testing::AssertionSuccess();
  std::ostringstream story;
  rc::detail::printResultMessage(result, story);
  return testing::AssertionFailure() << story.str();
}

}  // namespace confab::props
