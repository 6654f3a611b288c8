// A small server for tests of the simulator: obeys single words and remembers what it was told.
//
//   FakeSubject server;
//   Simulation(script, server).Run({});
//   EXPECT_EQ(server.told(), "open 1 10.0.0.1; got 1 [SAY hi]; ...");
//
// Lines it knows: SAY x (sends x back), FLOOD n (n lines of 100 bytes), QUIT (closes), WAKE n
// (wants Woke n ns later), PARAMETERS a and PROOF a m p (asks), PING x (PONG). Invariant: it
// forgets nothing.

#ifndef CONFAB_SIM_FAKE_SUBJECT_H_
#define CONFAB_SIM_FAKE_SUBJECT_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"

namespace confab::sim {

// One input as the subject saw it.
struct Told {
  Moment now;
  LinkId link{};
  std::string what;  // "open 10.0.0.1", "got NICK a\r\n", "drained 5", "lost why", "woke", ...
};

class FakeSubject : public Subject {
 public:
  Step Advance(const Moment& now, const Input& input) override;
  std::string Census() const override { return {}; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger_; }
  std::unique_ptr<Subject> Clone() const override;

  const std::vector<Told>& told() const { return told_; }
  // All that one link was told of one sort ("got", "drained"), without the word, run together.
  std::string All(uint64_t link, std::string_view word) const;
  // When it was first told something that begins so; Never() if it was not.
  Instant When(std::string_view beginning) const;
  int Count(std::string_view beginning) const;

 private:
  void Take(const Opened& in);
  void Take(const Received& in);
  void Take(const Drained& in);
  void Take(const Lost& in);
  void Take(const Woke& in);
  void Take(const Answered& in);
  void Take(const Reconfigured& in);
  void Tell(LinkId link, std::string what);
  void OnBytes(LinkId link, std::string_view bytes);
  void OnLine(LinkId link, std::string_view line);
  void Say(LinkId link, std::string line);

  Ledger ledger_;
  Moment now_;
  Instant wake_at_ = Instant::Never();
  bool deaf_ = false;
  bool loops_ = false;
  std::map<LinkId, uint64_t> questions_;
  std::map<LinkId, std::string> unfinished_;
  std::vector<Told> told_;
  std::deque<std::string> texts_;  // what the step's outputs point to
  std::vector<Output> outputs_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_FAKE_SUBJECT_H_
