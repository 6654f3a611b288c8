#include "server_core/test_door.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server_core/api/check.h"
#include "server_core/api/limits.h"

namespace confab {
namespace {

// Numerics whose text after the colon is not free.
bool IsSpecified(std::string_view code) {
  for (const int each : {311, 319, 332, 353, 372}) {
    if (code == std::to_string(each)) return true;
  }
  return false;
}

std::string Shown(std::string_view line) {
  const size_t space = line.find(' ');
  const std::string_view code = line.substr(space + 1, 3);
  const bool numeric =
      std::all_of(code.begin(), code.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
  const size_t text = line.find(" :");
  if (line[0] != ':' || !numeric || IsSpecified(code) || text == line.npos) {
    return std::string(line) + "\n";
  }
  return std::string(line.substr(0, text)) + " :T\n";
}

std::string Describe(const Question& question) {
  if (const auto* parameters = std::get_if<ScramParameters>(&question)) {
    return "parameters of " + std::string(parameters->account);
  }
  const auto& proof = std::get<ScramProof>(question);
  return "proof of " + std::string(proof.account) + " over " + std::string(proof.auth_message) +
         " is " + std::string(proof.proof_base64);
}

std::string Describe(const Note& note) {
  std::string text(EventName(note.event));
  for (const NoteField& field : note.fields) {
    text.append(" ").append(field.key).append("=").append(field.value);
  }
  return text;
}

std::string Number(LinkId link) { return std::to_string(static_cast<uint64_t>(link)); }

}  // namespace

TestDoor::TestDoor(const Config& config) : wake_at_(Instant::Never()) {
  auto server = ChatServer::Create(std::make_shared<const Config>(config), /*seed=*/7,
                                   Moment{now_, absl::FromUnixSeconds(1'000'000'000)});
  CONFAB_CHECK(server.ok());
  server_ = *std::move(server);
}

void TestDoor::Advance(const Input& input) {
  const Moment moment{now_, absl::FromUnixSeconds(1'000'000'000) + absl::Nanoseconds(now_.nanos())};
  const Step step = server_->Advance(moment, input);
  for (const Output& output : step.outputs) Hear(output);
  wake_at_ = step.wake_at;
  const absl::Status audit = server_->Audit();
  EXPECT_TRUE(audit.ok()) << audit;
}

void TestDoor::Hear(const Output& output) {
  if (const auto* send = std::get_if<confab::Send>(&output)) {
    EXPECT_LE(send->line.size(), kLineBytesMax);
    EXPECT_EQ(send->line.substr(send->line.size() - 2), "\r\n");
    const auto link = static_cast<uint64_t>(send->link);
    heard_[link] += Shown(send->line.substr(0, send->line.size() - 2));
    queued_[link] += static_cast<int64_t>(send->line.size());
  } else if (const auto* close = std::get_if<Close>(&output)) {
    queued_.erase(static_cast<uint64_t>(close->link));
    events_ += Number(close->link) + " close " + std::string(CloseReasonName(close->reason)) + "\n";
  } else if (const auto* ask = std::get_if<Ask>(&output)) {
    events_ += Number(ask->link) + " ask " + std::to_string(static_cast<uint64_t>(ask->id)) + ": " +
               Describe(ask->question) + "\n";
  } else {
    const Note& note = std::get<Note>(output);
    events_ += Number(note.link) + " note " + Describe(note) + "\n";
  }
}

void TestDoor::Open(uint64_t link, std::string_view peer) { Advance(Opened{LinkId{link}, peer}); }

void TestDoor::Send(uint64_t link, std::string_view bytes) {
  Advance(Received{LinkId{link}, bytes});
}

void TestDoor::Say(uint64_t link, std::string_view line) { Send(link, std::string(line) + "\r\n"); }

void TestDoor::Drain(uint64_t link, uint32_t bytes) {
  queued_[link] -= bytes;
  Advance(Drained{LinkId{link}, bytes});
}

void TestDoor::DrainAll(uint64_t link) { Drain(link, static_cast<uint32_t>(queued_[link])); }

void TestDoor::Lose(uint64_t link, std::string_view why) {
  queued_.erase(link);
  Advance(Lost{LinkId{link}, why});
}

void TestDoor::Answer(uint64_t question, std::string_view answer) {
  Advance(Answered{QuestionId{question}, answer});
}

void TestDoor::Refuse(uint64_t question) {
  Advance(Answered{QuestionId{question}, absl::NotFoundError("nobody")});
}

void TestDoor::Reconfigure(const Config& config) {
  Advance(Reconfigured{std::make_shared<const Config>(config)});
}

void TestDoor::WakeAt(Instant then) {
  now_ = then;
  Advance(Woke{});
}

void TestDoor::Wait(Duration span) {
  const Instant end = now_ + span;
  while (wake_at_ <= end) WakeAt(std::max(now_, wake_at_));
  now_ = end;
}

void TestDoor::LogOn(uint64_t link, std::string_view nick) {
  Open(link);
  const std::string name(nick);
  Send(link, "NICK " + name + "\r\nUSER " + name + " 0 * :Real " + name + "\r\n");
  DrainAll(link);
  EXPECT_NE(Heard(link).find(" 001 " + name + " "), std::string::npos);
  Events();
}

std::string TestDoor::Heard(uint64_t link) { return std::exchange(heard_[link], ""); }

std::string TestDoor::Events() { return std::exchange(events_, ""); }

void TestDoor::Forget() {
  heard_.clear();
  events_.clear();
}

int64_t TestDoor::queued(uint64_t link) const {
  const auto found = queued_.find(link);
  return found == queued_.end() ? 0 : found->second;
}

}  // namespace confab
