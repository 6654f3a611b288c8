// On a terminal lines are edited; else they are read as they come, and told with their prompts, so
// that a session reads as it would have been typed.
#include <unistd.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "props/laws/run.h"
#include "tools/confab/commands.h"
#include "tools/confab/expectation.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/reduction.h"
#include "tools/confab/story.h"
#include "tools/confab/survival.h"
#include "tools/debug/console.h"
#include "tools/debug/line_editor.h"

namespace confab::tools {
namespace {

struct Wishes {
  std::vector<std::string> laws;
  std::vector<std::string> commands;
  std::string file;
};

absl::StatusOr<Wishes> WishesOf(Arguments arguments) {
  Wishes wishes;
  Flags flags;
  flags.Repeated("law", &wishes.laws);
  flags.Repeated("command", &wishes.commands);
  std::vector<std::string> files;
  if (absl::Status status = flags.Parse(arguments, &files); !status.ok()) return status;
  if (files.size() != 1) return absl::InvalidArgumentError("needs one FILE");
  wishes.file = files.front();
  return wishes;
}

// How many events the subject survives; nothing if it lives.
std::optional<int64_t> EventsSurvived(const props::Trial& trial, const sim::Scenario& scenario) {
  return LastBeforeDeath([&](const std::function<void(int64_t)>& report) {
    auto run = props::Run::Create(scenario, {}, {}, trial);
    while (run.ok() && (*run)->Step()) report(static_cast<int64_t>((*run)->events()));
  });
}

std::optional<SubjectDeath> DeathIn(const props::Trial& trial,
                                    const std::vector<const props::Law*>& laws,
                                    const sim::Scenario& scenario) {
  Single single;
  single.set_scenario(scenario.SerializeAsString());
  const Outcome outcome = IsolatedCheck(laws, trial).Run(single);
  if (!outcome.death) return std::nullopt;
  const std::optional<int64_t> events = EventsSurvived(trial, scenario);
  if (!events) return std::nullopt;
  return SubjectDeath{static_cast<uint64_t>(*events), outcome.death->cause, outcome.death->site};
}

// While a command works: SIGINT ends it, and not the session; what takes long tells that it lives.
class Patience {
 public:
  explicit Patience(std::ostream& err) : err_(err) {}
  ~Patience() {
    interrupts_.Pending();  // one that came too late to matter
    if (told_) err_ << "\n";
  }
  bool GoesOn(uint64_t events) {
    const Clock::time_point now = Clock::now();
    if (now - last_ > std::chrono::seconds(2)) {
      err_ << "\r  event " << events << std::flush;
      last_ = now;
      told_ = true;
    }
    return !interrupts_.Pending();
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& err_;
  Interrupts interrupts_;
  Clock::time_point last_ = Clock::now();
  bool told_ = false;
};

// Lines one after another, from wherever they come.
class Lines {
 public:
  Lines(const Wishes& wishes, std::ostream& out) : commands_(wishes.commands), out_(out) {
    if (commands_.empty() && isatty(STDIN_FILENO) == 1) editor_.emplace("confab");
  }

  std::optional<std::string> Next(const std::string& prompt) {
    if (editor_) return editor_->Read(prompt);
    std::string line;
    if (!commands_.empty() || next_ > 0) {
      if (next_ == commands_.size()) return std::nullopt;
      line = commands_[next_++];
    } else if (!std::getline(std::cin, line)) {
      return std::nullopt;
    }
    out_ << prompt << line << "\n";
    return line;
  }
  bool typed() const { return editor_.has_value(); }

 private:
  const std::vector<std::string>& commands_;
  std::ostream& out_;
  size_t next_ = 0;
  std::optional<LineEditor> editor_;
};

ConsoleOptions OptionsOf(const props::Trial& trial, const std::vector<const props::Law*>& laws,
                         const Wishes& wishes, std::optional<Patience>& patience) {
  ConsoleOptions options;
  options.file = wishes.file;
  options.planted = PlantedDefect();
  options.write = WriteScenario;
  options.bench.time.laws = laws;
  options.bench.time.trial = &trial;
  options.bench.time.death_in = [&trial, laws](const sim::Scenario& scenario) {
    return DeathIn(trial, laws, scenario);
  };
  options.bench.goes_on = [&patience](uint64_t events) {
    return !patience || patience->GoesOn(events);
  };
  return options;
}

// "FILE: 6 actions of 2 clients, 0 faults; under the law keepalive"
std::string Title(const Wishes& wishes, const sim::Scenario& scenario,
                  const std::vector<const props::Law*>& laws) {
  const std::string under = laws.size() == 1 ? absl::StrCat("the law ", std::string(laws[0]->name))
                                             : absl::StrCat(laws.size(), " laws");
  return absl::StrCat(wishes.file, ": ", SizeInWords(scenario), "; under ", under, "\n");
}

ExitCode CodeOf(Console& console, bool typed) {
  if (console.refused() && !typed) return ExitCode::kUsage;
  if (console.dies()) return ExitCode::kCrash;
  if (!console.found()) return ExitCode::kHolds;
  return ExitCodeOfKind(props::LawKindName(console.found()->kind));
}

}  // namespace

ExitCode Debug(const props::Trial& trial, Arguments arguments, std::ostream& out,
               std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Complain(err, "debug", wishes.status());
  const absl::StatusOr<sim::Scenario> scenario = ReadScenario(wishes->file);
  if (!scenario.ok()) return Complain(err, "debug", scenario.status());
  const auto laws = LawsFor(trial, *scenario, wishes->laws);
  if (!laws.ok()) return Complain(err, "debug", laws.status());
  std::optional<Patience> patience;
  auto console = Console::Open(*scenario, OptionsOf(trial, *laws, *wishes, patience), out);
  if (!console.ok()) return Complain(err, "debug", console.status());
  out << Title(*wishes, *scenario, *laws);
  Lines lines(*wishes, out);
  for (bool goes_on = true; goes_on;) {
    const std::optional<std::string> line = lines.Next((*console)->Prompt());
    if (!line) break;
    patience.emplace(err);
    goes_on = (*console)->Do(*line);
    patience.reset();
    out.flush();
  }
  return CodeOf(**console, lines.typed());
}

}  // namespace confab::tools
