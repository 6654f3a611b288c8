#include "tools/confab/commands.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/confab/campaign_help.h"
#include "tools/confab/prove_command.h"
#include "tools/identity/identity_command.h"

namespace confab::tools {
namespace {

constexpr std::string_view kExploreHelp = R"(Usage: confab explore [FLAGS]

Draws scenario after scenario from seeds and runs each under the laws, until time or runs are over
or a law is broken. What fails is shrunk and kept as a file, with the command that replays it.

  --law LAW       this law only; may be repeated (default: all; `confab laws` lists them)
  --profile P     storm, collide, keepalive, auth, chat, hostile or mixed (default: mixed)
  --strategy S    where scenarios come from (default: swarm): plain, RapidCheck's generators alone;
                  swarm, settings, stories and weather drawn anew for each run; novelty, sessions
                  of 256 runs that vary what showed something new; exhaustive, see below
  --probes RULE   what should happen now and then: report what did not within its budget
                  (default), strict: that fails the campaign, or off
  --seed N        the first seed (default: 1)
  --runs N        so many scenarios, from the first seed on
  --for TIME      so long, such as 30s or 2m (default, without --runs: 60s)
  --jobs N        worker processes (default: one for each core)
  --out DIR       where failing scenarios go (default: /tmp/confab-findings)
  --json FILE     the report for programs
  --no-shrink     keep the failing scenario as it was drawn
  --no-explain    do not try which parts of it matter
  --shrink-for T  how long to shrink at most (default: 30s)

With --strategy exhaustive nothing is drawn: every interleaving of tiny worlds is run, each once up
to states that cannot be told apart. Then it is told how many there are, or the first that breaks a
law is kept as above. Of the flags --law, --jobs, --out, --json and those of shrinking apply, and

  --world NAME    this world only; may be repeated (default: all; `confab worlds` lists them)
  --all           instead: all worlds of few clients with short programs
  --clients N     so many clients (default: 2)
  --length N      programs of at most so many moves (default: 2)
  --reduction R   states (default), or none: execute every interleaving

Exit: 0 all laws hold, 1 safety, 2 usage, 3 liveness, 4 determinism, 5 ledger, 6 crash of the
subject, 7 a probe not reached under --probes strict, 130 interrupted.
)";

constexpr std::string_view kReplayHelp = R"(Usage: confab replay [FLAGS] FILE
       confab replay [FLAGS] --law LAW --seed N [--profile P]
       confab replay [--until TIME] [--as-scenario OUT] RECORDING...

Runs one scenario again: the same verdict and the same trace hash, in every process. A file that
says what it expects is run under that law, and compared with what it expects.

  --law LAW       this law only; may be repeated (default: the file's, else all)
  --seed N        the scenario of this seed, instead of a file
  --profile P     the profile it is drawn from (default: mixed)
  --transcript    print every event, as text to read and to diff
  --until TIME    stop there, such as 12.5s of virtual time
  --as-test       print a C++ test that asserts this verdict, and nothing else

A RECORDING is what `confabd --record` writes; give all of its files, in the order of their names.
It is told to a server of this program, which must say the same, step by step; if not, the first
step that differs is named.

  --until TIME    stop so long after the server's start, and show the state there
  --as-scenario OUT  write a scenario in which the same is sent at the same times

Exit: that of the verdict; see `confab explore --help`.
)";

constexpr std::string_view kShrinkHelp = R"(Usage: confab shrink [FLAGS] FILE

Makes a failing scenario smaller while it fails the same way. The file is replaced step by step,
so that the best so far is kept whenever this is stopped.

  --law LAW       the laws to run it under (default: the file's, else all)
  --out FILE      write here instead
  --for TIME      so long at most (default: 30s)

Exit: 0 done, 2 usage, or nothing fails that could be shrunk, 130 interrupted.
)";

constexpr std::string_view kShowHelp = R"(Usage: confab show [VIEW OUT]... [FLAGS] FILE

Runs one scenario again and draws what happened, up to the breach if a law is broken. OUT is a file,
or - for standard output. Without a view the transcript is printed.

  --html OUT        one page for a browser: sequence chart, search, state and ledger at the cursor
  --perfetto OUT    JSON for ui.perfetto.dev: a track for each client, arrows, counters
  --pcapng OUT      packets for Wireshark: TCP on port 6667 as seen at the server
  --mermaid OUT     a sequence diagram to paste into an issue; the middle of a long run is left out
  --transcript OUT  every event as text, and the verdict

  --law LAW         this law only; may be repeated (default: the file's, else all)
  --until TIME      stop there, such as 12.5s of virtual time

Exit: 0 drawn, whatever the verdict, 2 usage.
)";

constexpr std::string_view kDebugHelp = R"(Usage: confab debug [FLAGS] FILE
       confab debug [FLAGS] FILE < COMMANDS

A console over one run: step it, stop it, go back, look around, and go on from anywhere in another
future, which can be saved as a scenario. `help` lists the commands.

  --law LAW       this law only; may be repeated (default: the file's, else all)
  --command LINE  do this instead of reading lines; may be repeated

Exit: what is known of the last run on the table: see `confab explore --help`; 2 if a line that was
not typed on a terminal was refused.
)";

constexpr std::string_view kWorldsHelp = R"(Usage: confab worlds

Lists the tiny worlds of `confab explore --strategy exhaustive`: name, how many interleavings each
has, what each is about.
)";

constexpr std::string_view kLawsHelp = R"(Usage: confab laws

Lists the laws: name, kind, what each promises and where that is asked for.
)";

constexpr std::string_view kExplainHelp = R"(Usage: confab explain [FLAGS] FILE

Says of every value left in a failing scenario what else it could be: any, an interval whose ends
were found by bisection (the numbers beside them do not fail the same way), or exactly this one.

  --law LAW       the laws to run it under (default: the file's, else all)
  --for TIME      so long at most (default: 30s)
  --json FILE     the same for programs

Exit: 0 done, 2 usage, or nothing fails that could be explained, 130 interrupted.
)";

constexpr std::string_view kShrinkBenchHelp = R"(Usage: confab shrink-bench --law LAW [FLAGS]

Finds seeds that break the law in this build, shrinks each, and prints how small it became and what
that took: a line for each, separated by tabs. `tools/dev shrink-bench` runs it over all planted
defects and compares with the smallest known.

  --law LAW       the law
  --seeds N       so many failing seeds (default: 5)
  --seed N        the first seed to try (default: 1)
  --runs N        how many seeds to try at most (default: 20000)
  --for TIME      how long each shrinking may take (default: 30s)
  --out DIR       keep what comes out

Exit: 0 done, 2 usage, 130 interrupted.
)";

constexpr std::array<Command, 12> kCommands = {{
    {"explore", "look for broken laws in virtual time", kExploreHelp, Explore},
    {"replay", "run one scenario again", kReplayHelp, Replay},
    {"shrink", "make a failing scenario smaller", kShrinkHelp, ShrinkFile},
    {"show", "draw one run: page, trace, packets, diagram, text", kShowHelp, Show},
    {"debug", "step one run forwards and backwards, and fork it", kDebugHelp, Debug},
    {"identity", "run the same again and again, and find the first difference", kIdentityHelp,
     RepeatAll},
    {"explain", "say which parts of a failing scenario matter", kExplainHelp, ExplainFile},
    {"shrink-bench", "measure how small failures become", kShrinkBenchHelp, BenchShrinker},
    {"campaign", "run a piece of a campaign, and keep its results", kCampaignHelp, RunPiece},
    {"report", "add up the results of campaigns", kReportHelp, ReportCampaign},
    {"laws", "list the laws", kLawsHelp, ListLaws},
    {"worlds", "list the tiny worlds that can be proved", kWorldsHelp, ListWorlds},
}};

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

const Command* FindCommand(std::string_view name) {
  for (const Command& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::string Usage() {
  std::string out = "Usage: confab COMMAND [FLAGS]     (COMMAND --help tells more)\n\n";
  for (const Command& command : kCommands) {
    absl::StrAppendFormat(&out, "  %-12s %s\n", View(command.name), View(command.summary));
  }
  return out + "\n  --version  which version this is\n";
}

}  // namespace confab::tools
