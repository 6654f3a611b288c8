#include "sim/fake_subject.h"

#include <cstdlib>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace confab::sim {
namespace {

std::string Plain(std::string_view text) { return std::string(text); }

}  // namespace

Step FakeSubject::Advance(const Moment& now, const Input& input) {
  now_ = now;
  outputs_.clear();
  texts_.clear();
  std::visit([this](const auto& in) { Take(in); }, input);
  return Step{outputs_, wake_at_};
}

std::unique_ptr<Subject> FakeSubject::Clone() const {
  auto clone = std::make_unique<FakeSubject>(*this);
  clone->outputs_.clear();  // they point into this one's texts
  return clone;
}

void FakeSubject::Take(const Opened& in) {
  Tell(in.link, absl::StrCat("open ", Plain(in.peer), in.secure ? " secure" : ""));
  unfinished_[in.link];
}

void FakeSubject::Take(const Received& in) {
  Tell(in.link, "got " + Plain(in.bytes));
  OnBytes(in.link, in.bytes);
}

void FakeSubject::Take(const Drained& in) { Tell(in.link, absl::StrCat("drained ", in.bytes)); }

void FakeSubject::Take(const Lost& in) {
  Tell(in.link, "lost " + Plain(in.why));
  unfinished_.erase(in.link);
}

void FakeSubject::Take(const Woke&) {
  if (wake_at_ <= now_.mono) wake_at_ = Instant::Never();
  Tell(LinkId{}, "woke");
}

void FakeSubject::Take(const Answered& in) {
  Tell(LinkId{}, "answered " + (in.answer.ok() ? Plain(*in.answer) : "error"));
}

void FakeSubject::Take(const Reconfigured& in) {
  Tell(LinkId{}, "reconfigured " + in.config->server_name);
}

std::string FakeSubject::All(uint64_t link, std::string_view word) const {
  std::string all;
  for (const Told& told : told_) {
    const std::string_view what = told.what;
    if (told.link != LinkId{link} || !what.starts_with(word)) continue;
    all.append(what.substr(word.size() + 1));
  }
  return all;
}

Instant FakeSubject::When(std::string_view beginning) const {
  for (const Told& told : told_) {
    if (std::string_view(told.what).starts_with(beginning)) return told.now.mono;
  }
  return Instant::Never();
}

int FakeSubject::Count(std::string_view beginning) const {
  int count = 0;
  for (const Told& told : told_) count += std::string_view(told.what).starts_with(beginning);
  return count;
}

void FakeSubject::Tell(LinkId link, std::string what) {
  told_.push_back(Told{now_, link, std::move(what)});
}

void FakeSubject::OnBytes(LinkId link, std::string_view bytes) {
  for (const char byte : bytes) {
    const auto found = unfinished_.find(link);
    if (found == unfinished_.end()) return;
    if (byte != '\n') {
      if (byte != '\r') found->second += byte;
      continue;
    }
    OnLine(link, std::exchange(found->second, {}));
  }
}

void FakeSubject::OnLine(LinkId link, std::string_view line) {
  const std::vector<std::string> words = absl::StrSplit(Plain(line), ' ');
  const std::string& verb = words[0];
  if (verb == "SAY") Say(link, Plain(line.substr(4)));
  if (verb == "DEAF") deaf_ = true;
  if (verb == "PING" && !deaf_) Say(link, absl::StrCat(":srv PONG srv ", words[1]));
  if (verb == "FLOOD") {
    for (int i = std::atoi(words[1].c_str()); i > 0; --i) Say(link, std::string(98, 'x'));
  }
  if (verb == "LOOP") loops_ = true;
  if (loops_) Say(link, "PING again");
  if (verb == "WAKE") wake_at_ = now_.mono + Duration(std::atoll(words[1].c_str()));
  if (verb == "PARAMETERS") {
    texts_.push_back(words[1]);
    const uint64_t question = static_cast<uint64_t>(link) * 1000 + ++questions_[link];
    outputs_.push_back(Ask{QuestionId{question}, link, ScramParameters{texts_.back()}});
  }
  if (verb == "QUIT") {
    Say(link, "ERROR :bye");
    outputs_.push_back(Close{link, CloseReason::kQuit});
    unfinished_.erase(link);
  }
}

void FakeSubject::Say(LinkId link, std::string line) {
  texts_.push_back(line + "\r\n");
  outputs_.push_back(Send{link, texts_.back()});
}

}  // namespace confab::sim
