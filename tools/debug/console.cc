#include "tools/debug/console.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/debug/edit.h"
#include "tools/debug/moment_text.h"
#include "tools/debug/words.h"

namespace confab::tools {

// The commands, in the order of help.
struct ConsoleCommands {
  struct Command {
    std::string_view name;
    std::string_view also;  // the short name
    std::string_view form;
    std::string_view what;
    absl::Status (Console::*run)(std::string_view rest);
  };
  static const std::array<Command, 23> kAll;
};

const std::array<ConsoleCommands::Command, 23> ConsoleCommands::kAll = {{
    {"step", "s", "[N]", "the next event, or N of them", &Console::Step},
    {"next", "n", "[CLIENT]", "to the next line of a client, or of any", &Console::Next},
    {"run", "r", "", "to a stop, the breach or the end", &Console::Run},
    {"until", "u", "TIME", "past all events up to 240s, or from here +1ms", &Console::Until},
    {"back", "bk", "[N]", "to before the last event, or the last N", &Console::Back},
    {"rrun", "rr", "", "back to the last stop, or to the start", &Console::ReverseRun},
    {"goto", "g", "PLACE", "to event 12, a mark, or an event of a fork: main:12", &Console::GoTo},
    {"break", "b", "WHAT",
     "stop at: law NAME, client ID, text WORDS, event N, command VERB, probe NAME",
     &Console::Break},
    {"watch", "w", "WHAT", "stop at a change of: link ID, channel NAME, counters, account NAME",
     &Console::Watch},
    {"stops", "bl", "", "what break and watch have set", &Console::Stops},
    {"clear", "cl", "[N]", "forget stop N, or all", &Console::Clear},
    {"state", "st", "[OF]", "the census, or of it: client ID, channel NAME, server",
     &Console::State},
    {"ledger", "l", "", "who owns how many objects and bytes", &Console::ShowLedger},
    {"pending", "p", "[N]", "what is to come, as far as it is known", &Console::ShowPending},
    {"transcript", "t", "[N]", "the last lines of what has been", &Console::ShowTranscript},
    {"diff", "d", "PLACE [PLACE]", "census, ledger and pending there and there (or here)",
     &Console::Diff},
    {"mark", "m", "NAME", "give this event a name", &Console::Mark},
    {"fork", "f", "[EDIT]", "from here in another future: `help fork` shows the edits",
     &Console::Fork},
    {"forks", "fl", "", "all futures", &Console::Forks},
    {"switch", "sw", "FORK", "to another one, where it was left", &Console::Switch},
    {"save", "sv", "FILE", "the scenario of this fork, with what it comes to", &Console::Save},
    {"help", "h", "[COMMAND]", "this list, or one of it", &Console::Help},
    {"quit", "q", "", "the end; so is the end of the input", &Console::Quit},
}};

namespace {

using Command = ConsoleCommands::Command;

// What other debuggers call it.
struct Synonym {
  std::string_view word;
  std::string_view name;
};
constexpr std::array<Synonym, 6> kSynonyms = {{
    {"rstep", "back"},
    {"continue", "run"},
    {"c", "run"},
    {"reverse-continue", "rrun"},
    {"rc", "rrun"},
    {"exit", "quit"},
}};

const Command* FindCommand(std::string_view word) {
  for (const Synonym& synonym : kSynonyms) {
    if (synonym.word == word) word = synonym.name;
  }
  for (const Command& command : ConsoleCommands::kAll) {
    if (command.name == word || command.also == word) return &command;
  }
  return nullptr;
}

absl::Status Unknown(const std::string& word) {
  std::vector<std::string> names;
  for (const Command& command : ConsoleCommands::kAll) names.emplace_back(command.name);
  return Refused(absl::StrCat("no command '", word, "'", IsIt(word, names), "; `help` lists them"));
}

std::string Padded(std::string text, size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text + " ";
}

std::string HelpLine(const Command& command) {
  const std::string call = absl::StrCat(std::string(command.name), " ", std::string(command.form));
  return "  " + Padded(std::string(command.also), 3) + Padded(call, 18) +
         std::string(command.what) + "\n";
}

absl::StatusOr<size_t> LinesOf(std::string_view rest, size_t otherwise) {
  if (rest.empty()) return otherwise;
  const auto lines = ParseNumber(TakeWord(rest), "how many lines");
  if (!lines.ok()) return lines.status();
  if (*lines == 0) return Refused("at least one line");
  return static_cast<size_t>(*lines);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Console>> Console::Open(const sim::Scenario& scenario,
                                                       const ConsoleOptions& options,
                                                       std::ostream& out) {
  auto bench = Workbench::Open(scenario, options.bench);
  if (!bench.ok()) return bench.status();
  return std::unique_ptr<Console>(new Console(options, *std::move(bench), out));
}

std::string Console::Prompt() {
  const std::string fork =
      bench_->branches().size() == 1 ? "" : absl::StrCat(bench_->present().name, ": ");
  const Timeline& time = bench_->time();
  return absl::StrCat("[", fork, "event ", time.events(), ", ", Seconds(time.run().now()), "] ");
}

bool Console::Do(std::string_view line) {
  line = Trimmed(line);
  if (line.starts_with("#")) return true;
  const std::string whole = line.empty() ? last_line_ : std::string(line);
  if (whole.empty()) return true;
  last_line_ = whole;
  std::string_view rest = whole;
  const std::string word = TakeWord(rest);
  const Command* command = FindCommand(word);
  const absl::Status status = command == nullptr ? Unknown(word) : (this->*command->run)(rest);
  if (!status.ok()) {
    out_ << "refused: " << status.message() << "\n";
    refused_ = true;
  }
  return !over_;
}

absl::Status Console::State(std::string_view rest) {
  const auto text = StateText(bench_->time().run(), rest);
  if (!text.ok()) return text.status();
  out_ << *text;
  return absl::OkStatus();
}

absl::Status Console::ShowLedger(std::string_view) {
  out_ << LedgerText(bench_->time().run());
  return absl::OkStatus();
}

absl::Status Console::ShowPending(std::string_view rest) {
  const auto lines = LinesOf(rest, kPendingLines);
  if (!lines.ok()) return lines.status();
  out_ << PendingText(bench_->time().run(), *lines);
  return absl::OkStatus();
}

absl::Status Console::ShowTranscript(std::string_view rest) {
  const auto lines = LinesOf(rest, kTranscriptLines);
  if (!lines.ok()) return lines.status();
  out_ << TranscriptText(bench_->time().run(), *lines);
  return absl::OkStatus();
}

absl::Status Console::Diff(std::string_view rest) {
  const auto a = bench_->ParsePlace(TakeWord(rest));
  if (!a.ok()) return a.status();
  const auto b = bench_->ParsePlace(rest.empty() ? "." : TakeWord(rest));
  if (!b.ok()) return b.status();
  const auto old_text = bench_->TextAt(*a);
  if (!old_text.ok()) return old_text.status();
  const auto new_text = bench_->TextAt(*b);
  if (!new_text.ok()) return new_text.status();
  const std::string diff =
      UnifiedDiff(bench_->NameOf(*a), *old_text, bench_->NameOf(*b), *new_text);
  out_ << (diff.empty() ? "no difference\n" : diff);
  return absl::OkStatus();
}

absl::Status Console::Mark(std::string_view rest) { return bench_->Mark(TakeWord(rest)); }

absl::Status Console::Fork(std::string_view rest) {
  if (absl::Status status = bench_->Fork(rest); !status.ok()) return status;
  out_ << bench_->present().name << " " << bench_->present().made_by << "\n";
  return absl::OkStatus();
}

absl::Status Console::Forks(std::string_view) {
  for (const Workbench::Branch& branch : bench_->branches()) {
    const bool here = &branch == &bench_->present();
    out_ << (here ? "* " : "  ") << Padded(branch.name, 8) << "at event " << branch.time->events()
         << ", " << branch.made_by << "\n";
  }
  return absl::OkStatus();
}

absl::Status Console::Switch(std::string_view rest) {
  if (absl::Status status = bench_->Switch(TakeWord(rest)); !status.ok()) return status;
  PrintHere();
  PrintVerdict();
  return absl::OkStatus();
}

absl::Status Console::Save(std::string_view rest) {
  const std::string path(rest);
  if (path.empty()) return Refused("save needs a FILE");
  sim::Scenario scenario = bench_->time().run().scenario();
  if (absl::Status status = SayWhatComes(scenario); !status.ok()) return status;
  scenario.mutable_from()->set_found_by("confab debug");
  scenario.mutable_from()->set_note(absl::StrCat(options_.file, ", ", bench_->present().made_by));
  if (absl::Status status = options_.write(path, scenario); !status.ok()) return status;
  const std::string& law = scenario.expect().law();
  out_ << "wrote " << path << ": "
       << (law.empty() ? "no law is broken" : absl::StrCat("expects the breach of ", law)) << "\n";
  return absl::OkStatus();
}

// The whole of it is run, however far this fork has come.
absl::Status Console::SayWhatComes(sim::Scenario& scenario) {
  scenario.clear_expect();
  sim::Expect expect;
  expect.set_planted(options_.planted);
  const TimelineOptions& options = options_.bench.time;
  if (const auto& death = bench_->time().death()) {
    expect.set_law("crash");
    expect.set_rule(death->cause);
  } else {
    const auto checked = props::Check(scenario, options.laws, {}, *options.trial);
    if (!checked.ok()) return checked.status();
    if (!checked->finding) return absl::OkStatus();
    expect.set_law(checked->finding->violation.law);
    expect.set_rule(checked->finding->violation.rule);
  }
  *scenario.mutable_expect() = expect;
  return absl::OkStatus();
}

absl::Status Console::Help(std::string_view rest) {
  if (rest.empty()) {
    for (const Command& command : ConsoleCommands::kAll) out_ << HelpLine(command);
    out_ << "An empty line does the last one again.\n";
    return absl::OkStatus();
  }
  const std::string word = TakeWord(rest);
  const Command* command = FindCommand(word);
  if (command == nullptr) return Unknown(word);
  out_ << HelpLine(*command);
  if (command->name == "fork") out_ << kEditForms;
  return absl::OkStatus();
}

absl::Status Console::Quit(std::string_view) {
  over_ = true;
  return absl::OkStatus();
}

}  // namespace confab::tools
