#include "props/exhaustive/search.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "props/exhaustive/world.h"
#include "props/exhaustive/worlds.h"
#include "props/laws/check.h"
#include "props/laws/law_observer.h"
#include "props/laws/trial.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::props {
namespace {

// A server that notes who spoke, in order; when the second client has spoken three times running
// after the third had, it says so to the first. What it remembers can be seen, or not.
class Toy final : public Subject {
 public:
  explicit Toy(bool shows) : shows_(shows) {}

  confab::Step Advance(const Moment&, const Input& input) override {
    said_.clear();
    outputs_.clear();
    if (const auto* received = std::get_if<Received>(&input)) Hear(received->link);
    for (const std::string& line : said_) outputs_.push_back(Send{LinkId{1}, line});
    return {outputs_, Instant::Never()};
  }
  std::string Census() const override { return shows_ ? heard_ : ""; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger_; }
  std::unique_ptr<Subject> Clone() const override {
    auto clone = std::make_unique<Toy>(shows_);
    clone->heard_ = heard_;
    return clone;
  }

 private:
  void Hear(LinkId link) {
    absl::StrAppend(&heard_, static_cast<uint64_t>(link));
    const bool odd = heard_.size() >= 4 && heard_.substr(heard_.size() - 4) == "3222";
    if (odd) said_.emplace_back("ODD\r\n");
  }

  bool shows_;
  std::string heard_;
  std::vector<std::string> said_;
  std::vector<Output> outputs_;
  Ledger ledger_;
};

template <bool kShows>
absl::StatusOr<std::unique_ptr<Subject>> MakeToy(const sim::Script&) {
  return std::make_unique<Toy>(kShows);
}

class NothingOdd final : public LawObserver {
 public:
  explicit NothingOdd(const LawSetting& setting) : LawObserver("nothing-odd", setting) {}

 private:
  void Look(const Moment&, const Input&, const confab::Step& step) override {
    if (!step.outputs.empty()) Break("odd", "said ODD");
  }
};

std::unique_ptr<Observer> WatchNothingOdd(const LawSetting& setting) {
  return Watching<NothingOdd>(setting);
}

constexpr Law kNothingOdd{.name = "nothing-odd",
                          .kind = LawKind::kSafety,
                          .promise = "the toy never says ODD",
                          .clause = "this test",
                          .watch = WatchNothingOdd};

template <bool kShows>
const Trial& ToyTrial() {
  static const Trial trial = {.name = "toy",
                              .create = MakeToy<kShows>,
                              .laws = absl::MakeConstSpan(&kNothingOdd, 1),
                              .canary = nullptr,
                              .generate = nullptr};
  return trial;
}

World ToyWorld(size_t clients, size_t moves) {
  WorldText text{"toy", "clients say x", "format: 1 limits { end_ns: 1000 }", {}};
  for (size_t id = 1; id <= clients; ++id) {
    absl::StrAppend(&text.base, " client { id: ", id, " } action { id: ", id, " client: ", id,
                    " connect {} }");
    text.programs.push_back({static_cast<uint32_t>(id), std::vector<std::string>(moves, "x")});
  }
  return WorldOf(text);
}

// What a search came to, whole.
struct Total {
  SearchCounts counts;
  sim::Hash128 sum;
  std::vector<std::string> scenarios;
  std::set<std::string> verdicts;
};

Total All(const World& world, SearchOptions options) {
  Search search(world, std::move(options));
  Total total;
  while (const Ended* ended = search.Next()) {
    total.scenarios.push_back(ended->scenario.SerializeAsString());
    total.verdicts.insert(ended->finding ? ended->finding->violation.rule : "");
  }
  total.counts = search.counts();
  total.sum = search.sum();
  return total;
}

SearchOptions ToyOptions(Reduction reduction, bool shows, bool judged = true) {
  SearchOptions options;
  options.trial = shows ? &ToyTrial<true>() : &ToyTrial<false>();
  if (judged) options.laws = {&kNothingOdd};
  options.reduction = reduction;
  return options;
}

TEST(SearchTest, WithoutReductionEveryInterleavingIsExecutedOnce) {
  const std::pair<size_t, size_t> sizes[] = {{1, 3}, {2, 2}, {2, 3}, {3, 2}, {3, 3}};
  const uint64_t known[] = {1, 6, 20, 90, 1680};
  for (size_t i = 0; i < 5; ++i) {
    const World world = ToyWorld(sizes[i].first, sizes[i].second);
    const Total total = All(world, ToyOptions(Reduction::kNone, true, /*judged=*/false));
    EXPECT_EQ(total.counts.interleavings, known[i]);
    EXPECT_EQ(total.counts.executed, known[i]);
    EXPECT_TRUE(total.counts.complete());
    EXPECT_EQ(std::set<std::string>(total.scenarios.begin(), total.scenarios.end()).size(),
              known[i]);
  }
}

TEST(SearchTest, MovesThatDoNotConcernEachOtherAreRunOnce) {
  SearchOptions options = ToyOptions(Reduction::kStates, /*shows=*/false, /*judged=*/false);
  options.recheck_one_in = 0;
  // Two never say ODD.
  const Total total = All(ToyWorld(2, 4), options);
  EXPECT_EQ(total.counts.interleavings, 70u);
  EXPECT_EQ(total.counts.executed, 1u);
  EXPECT_EQ(total.counts.states, 25u);
  EXPECT_TRUE(total.counts.complete());
}

TEST(SearchTest, APlantedDefectIsFoundAndItsScenarioBreaksTheLawFromTheStart) {
  for (const Reduction reduction : {Reduction::kNone, Reduction::kStates}) {
    const SearchOptions options = ToyOptions(reduction, true);
    const World world = ToyWorld(3, 3);
    Search search(world, options);
    const Ended* ended = search.Next();
    while (ended != nullptr && !ended->finding) ended = search.Next();
    ASSERT_NE(ended, nullptr);
    const auto checked = Check(ended->scenario, options.laws, {}, *options.trial);
    ASSERT_TRUE(checked.ok());
    ASSERT_TRUE(checked->finding.has_value());
    EXPECT_EQ(checked->finding->violation.rule, ended->finding->violation.rule);
    EXPECT_EQ(checked->finding->at, ended->finding->at);
  }
}

TEST(SearchTest, ReductionLosesNoVerdictAndMiscountsNone) {
  const World world = ToyWorld(3, 3);
  const Total whole = All(world, ToyOptions(Reduction::kNone, true));
  const Total reduced = All(world, ToyOptions(Reduction::kStates, true));
  EXPECT_EQ(whole.counts.broken, reduced.counts.broken);
  EXPECT_GT(whole.counts.broken, 0u);
  EXPECT_LT(whole.counts.broken, whole.counts.interleavings);
  EXPECT_EQ(whole.sum, reduced.sum);
  EXPECT_EQ(whole.verdicts, reduced.verdicts);
  EXPECT_TRUE(whole.counts.complete());
  EXPECT_TRUE(reduced.counts.complete());
}

// What cannot be seen cannot tell states apart: then the reduction is wrong, and says so.
TEST(SearchTest, ARecheckFindsWhatTheReductionWouldLose) {
  SearchOptions options = ToyOptions(Reduction::kStates, /*shows=*/false);
  const World world = ToyWorld(3, 3);
  const Total whole = All(world, ToyOptions(Reduction::kNone, /*shows=*/false));
  options.recheck_one_in = 0;
  const Total blind = All(world, options);
  EXPECT_NE(blind.sum, whole.sum);
  EXPECT_EQ(blind.counts.differing, 0u);
  options.recheck_one_in = 1;
  options.recheck_left_max = 2000;
  const Total rechecked = All(world, options);
  EXPECT_GT(rechecked.counts.differing, 0u);
}

World Named(const std::string& name) {
  const auto worlds = Worlds::Chosen({.names = {name}});
  return worlds->At(0);
}

// The reduction's soundness on the chat server itself: every end of every interleaving, counted.
TEST(SearchTest, ReductionLosesNoEndOfTheChatServer) {
  for (const char* const name : {"nick-crossing", "dialects", "half-lines", "leaving-amid-auth",
                                 "two-readers", "keepalive", "registration-deadline"}) {
    const World world = Named(name);
    SearchOptions options;
    options.reduction = Reduction::kNone;
    const Total whole = All(world, options);
    options.reduction = Reduction::kStates;
    const Total reduced = All(world, options);
    EXPECT_EQ(whole.sum, reduced.sum) << name;
    EXPECT_EQ(whole.counts.outcomes, reduced.counts.outcomes) << name;
    EXPECT_EQ(whole.counts.executed, whole.counts.interleavings) << name;
    EXPECT_LT(reduced.counts.executed, whole.counts.executed) << name;
    EXPECT_TRUE(reduced.counts.complete()) << name;
    EXPECT_EQ(reduced.counts.differing, 0u) << name;
  }
}

TEST(SearchTest, SnapshotsGiveWhatRunsFromTheStartGive) {
  for (const char* const name : {"dialects", "leaving-amid-auth", "keepalive"}) {
    const World world = Named(name);
    SearchOptions options;
    options.laws = LawsByDefault();
    const Total shared = All(world, options);
    options.share_prefixes = false;
    const Total fresh = All(world, options);
    EXPECT_EQ(shared.sum, fresh.sum) << name;
    EXPECT_EQ(shared.scenarios, fresh.scenarios) << name;
    EXPECT_EQ(shared.counts.broken, 0u) << name;
  }
}

TEST(SearchTest, TheSameSearchGivesTheSameRunsInTheSameOrder) {
  const World world = Named("nick-crossing");
  EXPECT_EQ(All(world, {}).scenarios, All(world, {}).scenarios);
}

TEST(SearchTest, WhoeverIsToldKnowsTheScenarioBeforeItBreaks) {
  SearchOptions options = ToyOptions(Reduction::kNone, true);
  std::string told;
  options.begin = [&](const sim::Scenario& scenario, uint64_t) {
    told = scenario.SerializeAsString();
  };
  const World world = ToyWorld(3, 3);
  Search search(world, options);
  const Ended* ended = search.Next();
  while (ended != nullptr && !ended->finding) ended = search.Next();
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(told, ended->scenario.SerializeAsString());
}

}  // namespace
}  // namespace confab::props
