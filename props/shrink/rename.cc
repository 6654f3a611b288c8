// Names and ids by first use. Equal words are renamed together, wherever they stand: a shrinker
// that moves one of two equal nicks alone can never make them both simpler.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using sim::Scenario;
using Words = std::vector<std::string>;               // in the order of first use
using Renaming = std::map<std::string, std::string>;  // old word, new word

// What parts words in a line. `!` and `@` stand inside of prefixes and tags.
constexpr std::string_view kSeparators = " ,:\r\n!@";

bool IsChannelWord(std::string_view word) {
  return word.size() > 1 && (word[0] == '#' || word[0] == '&');
}

// `text` with each word replaced that the renaming knows.
std::string WithWordsRenamed(const std::string& text, const Renaming& renaming) {
  std::string out;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = std::min(text.size(), text.find_first_of(kSeparators, begin));
    const std::string word = text.substr(begin, end - begin);
    const auto it = renaming.find(word);
    out += it == renaming.end() ? word : it->second;
    if (end < text.size()) out += text[end];
    begin = end + 1;
  }
  return out;
}

void ForEachWord(const std::string& text, absl::FunctionRef<void(const std::string&)> visit) {
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = std::min(text.size(), text.find_first_of(kSeparators, begin));
    if (end > begin) visit(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::string TextOf(const sim::Action& action) {
  if (action.has_line()) return action.line();
  return action.has_raw() ? action.raw() : "";
}

void AddOnce(Words& words, const std::string& word) {
  if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) return;
  words.push_back(word);
}

// Words that follow NICK, and those that log-ons and colliders name.
Words NickWords(const Scenario& scenario) {
  Words words;
  for (const sim::Action& action : scenario.action()) {
    if (action.has_login()) AddOnce(words, action.login().nick());
    bool after_nick = false;
    ForEachWord(TextOf(action), [&](const std::string& word) {
      if (after_nick) AddOnce(words, word);
      after_nick = word == "NICK";
    });
  }
  for (const sim::Client& client : scenario.client()) {
    for (const std::string& nick : client.alternate_nick()) AddOnce(words, nick);
  }
  return words;
}

Words ChannelWords(const Scenario& scenario) {
  Words words;
  for (const sim::Action& action : scenario.action()) {
    ForEachWord(TextOf(action), [&](const std::string& word) {
      if (IsChannelWord(word)) AddOnce(words, word);
    });
  }
  return words;
}

Words AccountWords(const Scenario& scenario) {
  Words words;
  for (const sim::Action& action : scenario.action()) {
    if (action.has_auth()) AddOnce(words, action.auth().account());
  }
  for (const sim::UserAccount& account : scenario.account()) AddOnce(words, account.name());
  return words;
}

// One spelling of what the widest case mapping takes for one name.
std::string Folded(std::string word) {
  for (char& c : word) {
    if (c >= 'A' && c <= '^') c = static_cast<char>(c + 32);
  }
  return word;
}

// "a", "b", ... by first use; a second spelling of a name becomes a second spelling: "A".
Renaming BySpelling(const Words& words, const std::string& prefix) {
  Renaming renaming;
  std::map<std::string, char> letter_of_fold;
  std::map<std::string, int> spellings;
  for (const std::string& word : words) {
    const std::string fold = Folded(word);
    const char next = static_cast<char>('a' + letter_of_fold.size() % 26);
    const char letter = letter_of_fold.emplace(fold, next).first->second;
    if (++spellings[fold] > 2) continue;
    const bool second = spellings[fold] == 2;
    renaming[word] = prefix + static_cast<char>(second ? letter - 32 : letter);
  }
  return renaming;
}

// "a", "b", ... by first use, each spelling for itself.
Renaming Distinct(const Words& words, const std::string& prefix) {
  Renaming renaming;
  for (const std::string& word : words) {
    renaming[word] = prefix + static_cast<char>('a' + renaming.size() % 26);
  }
  return renaming;
}

void RenameIn(const Renaming& renaming, std::string* word) {
  const auto it = renaming.find(*word);
  if (it != renaming.end()) *word = it->second;
}

Scenario Renamed(const Scenario& scenario, const Renaming& renaming) {
  Scenario out = scenario;
  for (sim::Action& action : *out.mutable_action()) {
    if (action.has_line()) action.set_line(WithWordsRenamed(action.line(), renaming));
    if (action.has_raw()) action.set_raw(WithWordsRenamed(action.raw(), renaming));
    if (action.has_login()) RenameIn(renaming, action.mutable_login()->mutable_nick());
    if (action.has_auth()) RenameIn(renaming, action.mutable_auth()->mutable_account());
  }
  for (sim::Client& client : *out.mutable_client()) {
    for (std::string& nick : *client.mutable_alternate_nick()) RenameIn(renaming, &nick);
  }
  for (sim::UserAccount& account : *out.mutable_account()) {
    RenameIn(renaming, account.mutable_name());
  }
  return out;
}

// All words of a kind at once, else one by one. One by one only to words that are not in use.
void RenameKind(Session& session, const Words& words, const std::string& prefix) {
  if (session.Try(Renamed(session.best(), Distinct(words, prefix)))) return;
  const Renaming by_spelling = BySpelling(words, prefix);
  if (session.Try(Renamed(session.best(), by_spelling))) return;
  for (const auto& [word, simpler] : by_spelling) {
    const bool in_use = std::find(words.begin(), words.end(), simpler) != words.end();
    if (!in_use) session.Try(Renamed(session.best(), {{word, simpler}}));
  }
}

}  // namespace

void RenameWords(Session& session) {
  RenameKind(session, NickWords(session.best()), "");
  RenameKind(session, ChannelWords(session.best()), "#");
  RenameKind(session, AccountWords(session.best()), "");
}

void RenumberIds(Session& session) {
  Scenario candidate = session.best();
  std::map<uint32_t, uint32_t> client_ids;
  for (sim::Client& client : *candidate.mutable_client()) {
    const auto id = static_cast<uint32_t>(client_ids.size() + 1);
    client_ids.emplace(client.id(), id);
    client.set_id(id);
  }
  uint32_t action_id = 0;
  for (sim::Action& action : *candidate.mutable_action()) {
    action.set_id(++action_id);
    action.set_client(client_ids[action.client()]);
  }
  uint32_t fault_id = 0;
  for (sim::Fault& fault : *candidate.mutable_fault()) {
    fault.set_id(++fault_id);
    if (fault.client() != 0) fault.set_client(client_ids[fault.client()]);
  }
  session.Try(candidate);
}

}  // namespace confab::props
