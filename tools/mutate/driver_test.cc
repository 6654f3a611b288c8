// The whole way from a list of mutants to their score, on the toy: a server that says nothing,
// under a law about the functions of toy.cc.

#include "tools/mutate/driver.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"
#include "tools/mutate/testdata/toy.h"

namespace confab::mutate {
namespace {

using tools::ExitCode;

class Silence final : public Subject {
 public:
  Step Advance(const Moment&, const Input&) override { return {{}, Instant::Never()}; }
  std::string Census() const override { return {}; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger_; }
  std::unique_ptr<Subject> Clone() const override { return std::make_unique<Silence>(*this); }

 private:
  Ledger ledger_;
};

std::optional<Violation> JudgeToy(const props::WholeRun&) {
  bool holds = Clamp(4, 3) == 3 && Clamp(2, 3) == 2 && CountUpTo(3) == 3;
  for (int value = 0; value <= 4; ++value) {
    holds &= IsInside(value, 1, 3) == (value == 1 || value == 2);
  }
  if (holds) return std::nullopt;
  return Violation{"toy", "function", "a function does not do what toy.h says"};
}

constexpr props::Law kToyLaw = {.name = "toy",
                                .kind = props::LawKind::kSafety,
                                .promise = "Each function does what it says.",
                                .clause = "toy.h",
                                .judge = JudgeToy};

props::Trial ToyTrial() {
  return {.name = "toy",
          .create = [](const sim::Script&) -> absl::StatusOr<std::unique_ptr<Subject>> {
            return std::make_unique<Silence>();
          },
          .laws = absl::MakeConstSpan(&kToyLaw, 1),
          .canary = &kToyLaw,
          .generate =
              [](uint64_t, props::Profile) {
                sim::Scenario scenario;
                scenario.set_format(1);
                scenario.mutable_limits()->set_end_ns(1);
                return scenario;
              }};
}

std::string Read(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

class Driven : public testing::Test {
 protected:
  Driven() { std::remove(results_.c_str()); }

  ExitCode Run(std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"--mutants", "tools/mutate/toy.tsv",
                                      "--json",    results_,
                                      "--table",   table_,
                                      "--jobs",    "2",
                                      "--budget",  "1"};
    words.insert(words.end(), more.begin(), more.end());
    testing::internal::CaptureStdout();
    const ExitCode code = Drive(words, ToyTrial());
    said_ = testing::internal::GetCapturedStdout();
    return code;
  }

  bool Says(const std::string& text) const { return said_.find(text) != std::string::npos; }

  std::string results_ = testing::TempDir() + "toy.jsonl";
  std::string table_ = testing::TempDir() + "toy.md";
  std::string explained_ = testing::TempDir() + "toy.txt";
  std::string said_;
};

// Nobody clamps what is equal, and nobody counts to less than nothing.
TEST_F(Driven, SurvivorsAreNamedAndTheRestIsScored) {
  EXPECT_EQ(Run(), ExitCode::kSafety);
  EXPECT_TRUE(Says("toy.cc:6:7: idle: value > high -> value >= high   [Clamp]")) << said_;
  EXPECT_TRUE(Says("i != last   [CountUpTo]")) << said_;
  EXPECT_NE(Read(table_).find("| all | 16 | 14 | 0 | 0 | 0 | 0 | 2 | 0 | 87.5 % |"),
            std::string::npos)
      << Read(table_);
}

TEST_F(Driven, WhatIsKnownIsNotTriedAgainAndWhatWasCutOffIs) {
  Run();
  const std::string whole = Read(results_);
  const std::string score = Read(table_);
  Run();
  EXPECT_EQ(Read(results_), whole);
  Write(results_, whole.substr(0, whole.size() / 2));
  Run();
  EXPECT_EQ(Read(table_), score);
  EXPECT_LT(Read(results_).size(), whole.size() * 3 / 2);
}

TEST_F(Driven, AnExplainedSurvivorDoesNotCountAndAWrongExplanationIsTold) {
  const std::string file = "tools/mutate/testdata/toy.cc";
  Write(explained_, "because: it is so\n" + file +
                        " | Clamp | value > high -> value >= high | 0\n" + file +
                        " | CountUpTo | i < last -> i != last | 0\n");
  EXPECT_EQ(Run({"--equivalents", explained_}), ExitCode::kHolds) << said_;
  Write(explained_, "because: it is not\n" + file + " | CountUpTo | i < last -> false | 0\n");
  EXPECT_EQ(Run({"--equivalents", explained_, "--explained"}), ExitCode::kSafety);
  EXPECT_TRUE(Says("wrongly explained: ")) << said_;
}

TEST_F(Driven, AnExplanationOfNoMutantIsAnError) {
  Write(explained_, "because: it is gone\ntools/mutate/testdata/toy.cc | Clamp | a -> b | 0\n");
  EXPECT_EQ(Run({"--equivalents", explained_}), ExitCode::kUsage);
}

TEST_F(Driven, OnlyTheLinesAskedForAreTried) {
  EXPECT_EQ(Run({"--lines", "tools/mutate/testdata/toy.cc:10-10"}), ExitCode::kHolds) << said_;
  EXPECT_NE(Read(table_).find("| all | 7 | 7 |"), std::string::npos) << Read(table_);
}

}  // namespace
}  // namespace confab::mutate
