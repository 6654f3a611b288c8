// What `confab show` and `confab debug` do when the subject does not survive what it is shown.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "server_core/api/subject.h"
#include "sim/script.h"
#include "tools/confab/commands.h"

namespace confab::tools {
namespace {

// A chat server that dies of a word.
class Mortal final : public Subject {
 public:
  explicit Mortal(std::unique_ptr<Subject> inner) : inner_(std::move(inner)) {}

  Step Advance(const Moment& now, const Input& input) override {
    const auto* in = std::get_if<Received>(&input);
    if (in != nullptr && in->bytes.find("hemlock") != std::string_view::npos) std::abort();
    return inner_->Advance(now, input);
  }
  std::string Census() const override { return inner_->Census(); }
  absl::Status Audit() const override { return inner_->Audit(); }
  const Ledger& Accounts() const override { return inner_->Accounts(); }

 private:
  std::unique_ptr<Subject> inner_;
};

absl::StatusOr<std::unique_ptr<Subject>> CreateMortal(const sim::Script& script) {
  absl::StatusOr<std::unique_ptr<Subject>> inner = props::ChatTrial().create(script);
  if (!inner.ok()) return inner.status();
  return std::make_unique<Mortal>(*std::move(inner));
}

props::Trial MortalTrial() {
  props::Trial trial = props::ChatTrial();
  trial.create = CreateMortal;
  return trial;
}

std::string FileWith(const std::string& last_line) {
  std::string path = ::testing::TempDir() + "/mortal.textproto";
  std::ofstream(path) << "format: 1 client { id: 1 } limits { end_ns: 9 } "
                         "action { id: 1 client: 1 connect {} } "
                         "action { id: 2 client: 1 t_ns: 5 login { nick: 'a' user: 'u' } } "
                         "action { id: 3 client: 1 t_ns: 7 line: '"
                      << last_line << "' }";
  return path;
}

std::string Shown(const std::string& last_line) {
  const std::vector<std::string> arguments = {FileWith(last_line), "--transcript", "-", "--mermaid",
                                              "-"};
  std::ostringstream out, err;
  EXPECT_EQ(Show(MortalTrial(), arguments, out, err), ExitCode::kHolds) << err.str();
  return out.str();
}

TEST(Show, TellsTheInputThatKillsTheSubject) {
  const std::string shown = Shown("PRIVMSG a :hemlock");
  EXPECT_NE(shown.find("BROKEN: the subject died (sigabrt)"), std::string::npos) << shown;
  EXPECT_NE(shown.find("t=0.000000007 c1 link=1 > PRIVMSG a :hemlock\n"), std::string::npos);
  EXPECT_NE(shown.find("  C1->>S: PRIVMSG a :hemlock\n  rect"), std::string::npos);
}

TEST(Show, ASubjectThatLivesIsShownToTheEnd) {
  const std::string shown = Shown("PRIVMSG a :water");
  EXPECT_NE(shown.find("holds: "), std::string::npos) << shown;
  EXPECT_NE(shown.find("t=0.000000009 c1 link=1 - Simulation over\n"), std::string::npos);
}

std::string Debugged(const std::string& last_line, std::vector<std::string> arguments,
                     ExitCode code) {
  arguments.push_back(FileWith(last_line));
  std::ostringstream out, err;
  EXPECT_EQ(Debug(MortalTrial(), arguments, out, err), code) << out.str() << err.str();
  return out.str();
}

TEST(Debug, StopsBeforeTheEventThatKillsTheSubject) {
  const std::string said =
      Debugged("PRIVMSG a :hemlock", {"--command=run", "--command=step", "--command=pending 1"},
               ExitCode::kCrash);
  EXPECT_NE(said.find("BROKEN: the subject dies of the next event (sigabrt)"), std::string::npos);
  EXPECT_NE(said.find("pending 1\n  at 0.000000007 s: link 1 of client 1: 20 bytes at the server"),
            std::string::npos)
      << said;
}

TEST(Debug, AForkMayKillOrSave) {
  Debugged("PRIVMSG a :hemlock", {"--command=fork change action 3 line PRIVMSG a :water"},
           ExitCode::kHolds);
  Debugged("PRIVMSG a :water", {"--command=fork change action 3 line PRIVMSG a :hemlock"},
           ExitCode::kCrash);
}

TEST(Debug, TheExitCodeIsTheVerdictUnlessALineWasRefused) {
  Debugged("PRIVMSG a :water", {"--command=run"}, ExitCode::kHolds);
  Debugged("PRIVMSG a :water", {"--law=canary"}, ExitCode::kHolds);  // it has not come that far
  Debugged("PRIVMSG a :water", {"--law=canary", "--command=run", "--command=back"},
           ExitCode::kSafety);
  Debugged("PRIVMSG a :water", {"--law=canary", "--command=run", "--command=fly"},
           ExitCode::kUsage);
}

}  // namespace
}  // namespace confab::tools
