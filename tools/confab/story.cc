#include "tools/confab/story.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace confab::tools {
namespace {

constexpr int kActionsTold = 12;
constexpr int kFaultsTold = 4;
constexpr size_t kTextBytesTold = 60;

std::string Quoted(const std::string& text) {
  const bool cut = text.size() > kTextBytesTold;
  return absl::StrCat("\"", absl::CEscape(text.substr(0, kTextBytesTold)), cut ? "...\"" : "\"");
}

std::string RoleOf(const sim::Scenario& scenario, uint32_t client) {
  for (const sim::Client& it : scenario.client()) {
    if (it.id() != client || it.role() == sim::REGULAR) continue;
    std::string role = absl::AsciiStrToLower(sim::Role_Name(it.role()));
    for (char& c : role) c = c == '_' ? ' ' : c;
    return absl::StrCat(" (", role, ")");
  }
  return "";
}

// One sentence for what one client does at one instant, from `index` on, which it moves on.
std::string Sentence(const sim::Scenario& scenario, int& index) {
  const sim::Action& first = scenario.action(index);
  std::string out = absl::StrCat("At ", SecondsInWords(first.t_ns()), " client ", first.client(),
                                 RoleOf(scenario, first.client()), " ", DeedInWords(first));
  const auto goes_on = [&](int i) {
    return i < scenario.action_size() && scenario.action(i).client() == first.client() &&
           scenario.action(i).t_ns() == first.t_ns();
  };
  while (goes_on(++index)) {
    absl::StrAppend(&out, goes_on(index + 1) ? ", " : " and ", DeedInWords(scenario.action(index)));
  }
  return out + ". ";
}

std::string ActionsInWords(const sim::Scenario& scenario) {
  std::string out;
  int index = 0;
  while (index < scenario.action_size() && index < kActionsTold) out += Sentence(scenario, index);
  if (index < scenario.action_size()) out += "And so on; the file has the rest. ";
  return out;
}

std::string FaultInWords(const sim::Fault& fault) {
  const std::string whom = fault.client() == 0 ? "" : absl::StrCat(" of client ", fault.client());
  return absl::StrCat("From ", SecondsInWords(fault.from_ns()), " on: ", FaultKindInWords(fault),
                      whom, ". ");
}

std::string FaultsInWords(const sim::Scenario& scenario) {
  std::string out;
  for (int i = 0; i < scenario.fault_size() && i < kFaultsTold; ++i) {
    out += FaultInWords(scenario.fault(i));
  }
  if (scenario.fault_size() > kFaultsTold) out += "More faults are in the file. ";
  return out;
}

std::string SettingsInWords(const sim::Scenario& scenario) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string settings;
  printer.PrintToString(scenario.config(), &settings);
  if (settings.empty()) return "The server has its default settings.";
  return absl::StrCat("The server's settings: ", absl::StripAsciiWhitespace(settings), ".");
}

std::string Counted(int count, const char* one) {
  return absl::StrCat(count, " ", one, count == 1 ? "" : "s");
}

}  // namespace

std::string DeedInWords(const sim::Action& action) {
  switch (action.do_case()) {
    case sim::Action::kConnect:
      return "connects";
    case sim::Action::kLine:
      return absl::StrCat("says ", Quoted(action.line()));
    case sim::Action::kRaw:
      return absl::StrCat("sends ", Quoted(action.raw()));
    case sim::Action::kLogin:
      return absl::StrCat("logs on as ", action.login().nick());
    case sim::Action::kAuth:
      return absl::StrCat("authenticates as ", Quoted(action.auth().account()));
    case sim::Action::kClose:
      return absl::StrCat("ends its connection (",
                          absl::AsciiStrToLower(sim::Close::How_Name(action.close().how())), ")");
    case sim::Action::kPause:
      return "stops reading";
    case sim::Action::kResume:
      return "reads again";
    case sim::Action::DO_NOT_SET:
      return "does nothing";
  }
  return "";
}

std::string FaultKindInWords(const sim::Fault& fault) {
  const auto* kind = fault.GetReflection()->GetOneofFieldDescriptor(
      fault, fault.GetDescriptor()->FindOneofByName("kind"));
  std::string name = kind == nullptr ? "nothing" : kind->name();
  for (char& c : name) c = c == '_' ? ' ' : c;
  return name;
}

std::string SecondsInWords(int64_t nanos) {
  std::string text = absl::StrFormat("%d.%09d", nanos / 1'000'000'000, nanos % 1'000'000'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

std::string SizeInWords(const sim::Scenario& scenario) {
  return absl::StrCat(Counted(scenario.action_size(), "action"), " of ",
                      Counted(scenario.client_size(), "client"), ", ",
                      Counted(scenario.fault_size(), "fault"));
}

std::string TellStory(const sim::Scenario& scenario) {
  const std::string end = absl::StrCat("At ", SecondsInWords(scenario.limits().end_ns()),
                                       " whoever is left is taken away. ");
  return absl::StrCat(ActionsInWords(scenario), FaultsInWords(scenario), end,
                      SettingsInWords(scenario));
}

std::string Wrapped(const std::string& paragraph) {
  constexpr size_t kWidth = 100;
  std::string out;
  size_t column = 0;
  for (const absl::string_view word : absl::StrSplit(paragraph, ' ', absl::SkipEmpty())) {
    const bool fits = column + 1 + word.size() <= kWidth;
    if (column > 0) out += fits ? ' ' : '\n';
    column = column > 0 && fits ? column + 1 + word.size() : word.size();
    absl::StrAppend(&out, word);
  }
  return out;
}

}  // namespace confab::tools
