// What `confab show` does when the subject does not survive what it is shown.
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

std::string Shown(const std::string& last_line) {
  const std::string path = ::testing::TempDir() + "/mortal.textproto";
  std::ofstream(path) << "format: 1 client { id: 1 } limits { end_ns: 9 } "
                         "action { id: 1 client: 1 connect {} } "
                         "action { id: 2 client: 1 t_ns: 5 login { nick: 'a' user: 'u' } } "
                         "action { id: 3 client: 1 t_ns: 7 line: '"
                      << last_line << "' }";
  props::Trial trial = props::ChatTrial();
  trial.create = CreateMortal;
  std::ostringstream out, err;
  const std::vector<std::string> arguments = {path, "--transcript", "-", "--mermaid", "-"};
  EXPECT_EQ(Show(trial, arguments, out, err), ExitCode::kHolds) << err.str();
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

}  // namespace
}  // namespace confab::tools
