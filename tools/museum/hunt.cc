#include "tools/museum/hunt.h"

#include <time.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "props/laws/check.h"
#include "props/laws/run.h"
#include "server_core/api/check.h"
#include "tools/museum/source.h"
#include "tools/museum/witness.h"

namespace confab::tools {
namespace {

uint64_t CoreNanos() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

std::shared_ptr<const sim::Scenario> Borrowed(const sim::Scenario& scenario) {
  return {std::shared_ptr<const sim::Scenario>(), &scenario};
}

void CopyName(std::string_view text, char (&name)[kNameBytes]) {
  const size_t size = std::min(text.size(), kNameBytes - 1);
  std::memcpy(name, text.data(), size);
  name[size] = '\0';
}

class Hunt {
 public:
  Hunt(const HuntPlan& plan, const props::Trial& trial, Source& source, Marks& marks)
      : plan_(plan), trial_(trial), source_(source), marks_(marks) {
    named_law_ = {props::FindLaw(trial, plan.law)};
    all_laws_ = props::LawsOf(trial);
  }

  Stopped Run() {
    while (marks_.run < plan_.runs_max) {
      ++marks_.run;
      const uint64_t began = CoreNanos();
      const sim::Scenario& scenario = source_.Next();
      const uint64_t drew = CoreNanos() - began;
      marks_.core_ns += drew;
      if (marks_.any.run == 0) marks_.any_ns += drew;
      if (!CheckUnderAll(scenario) || !CheckUnderNamed(scenario) || !Compare(scenario)) {
        return Stopped::kRefused;
      }
      if (marks_.named.run != 0) return Stopped::kFound;
      Learn();
      if (marks_.core_ns > limit_ns_) return Stopped::kTime;
    }
    return Stopped::kRuns;
  }

 private:
  using Laws = std::vector<const props::Law*>;

  std::optional<props::Checked> Check(const sim::Scenario& scenario, const Laws& laws,
                                      std::atomic<uint64_t>& core_ns) {
    const uint64_t began = CoreNanos();
    std::optional<props::Checked> checked;
    const auto run = props::Run::Create(Borrowed(scenario), laws, {}, trial_);
    if (!run.ok()) return checked;
    const std::unique_ptr<Observer> eye = source_.Eye((*run)->wire());
    if (eye != nullptr) (*run)->Watch(eye.get());
    checked = (*run)->Finish();
    core_ns += CoreNanos() - began;
    return checked;
  }

  void Learn() {
    const uint64_t began = CoreNanos();
    source_.Learn();
    const uint64_t took = CoreNanos() - began;
    marks_.core_ns += took;
    if (marks_.any.run == 0) marks_.any_ns += took;
  }

  // The end of a run is that of the breach, if there is one.
  void Note(const props::Checked& checked, uint64_t core_ns, FoundMark& found) {
    const props::Finding& finding = *checked.finding;
    CopyName(finding.violation.law, found.law);
    CopyName(finding.violation.rule, found.rule);
    found.virtual_ns = marks_.virtual_ns + static_cast<uint64_t>(checked.summary.end.nanos());
    found.core_ns = core_ns;
    found.run = marks_.run.load();
  }

  bool CheckUnderAll(const sim::Scenario& scenario) {
    if (marks_.any.run != 0) return true;
    const std::optional<props::Checked> checked = Check(scenario, all_laws_, marks_.any_ns);
    if (checked && checked->finding) Note(*checked, marks_.any_ns, marks_.any);
    return checked.has_value();
  }

  bool CheckUnderNamed(const sim::Scenario& scenario) {
    const std::optional<props::Checked> checked = Check(scenario, named_law_, marks_.core_ns);
    if (!checked) return false;
    if (checked->finding) {
      Note(*checked, marks_.core_ns, marks_.named);
      // A law that was chosen by itself may need a sight that all together cut off.
      if (marks_.any.run == 0) Note(*checked, marks_.any_ns, marks_.any);
    }
    marks_.virtual_ns += static_cast<uint64_t>(checked->summary.end.nanos());
    return true;
  }

  // What broke a law did otherwise than the server without the defect, of which all laws hold.
  // False: there is nobody to compare with any more.
  bool Compare(const sim::Scenario& scenario) {
    if (marks_.triggered != 0 || plan_.reference == nullptr) return true;
    bool differs = marks_.named.run != 0 || marks_.any.run != 0;
    if (!differs) {
      const std::optional<sim::Hash128> theirs = plan_.reference->WitnessOf(scenario);
      if (!theirs) return false;
      differs = Witness(scenario, trial_) != *theirs;
    }
    if (differs) marks_.triggered = marks_.run.load();
    return true;
  }

  const HuntPlan& plan_;
  const props::Trial& trial_;
  Source& source_;
  Marks& marks_;
  const uint64_t limit_ns_ = static_cast<uint64_t>(absl::ToInt64Nanoseconds(plan_.core_time_max));
  Laws named_law_;
  Laws all_laws_;
};

}  // namespace

void RunHunt(const HuntPlan& plan, const props::Trial& trial, Marks& marks) {
  absl::StatusOr<Source> source = Source::Create(plan.strategy, plan.seed, trial);
  CONFAB_CHECK(source.ok());
  marks.stopped = Hunt(plan, trial, *source, marks).Run();
}

}  // namespace confab::tools
