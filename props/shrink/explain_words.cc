// Which texts matter: each word of each text replaced by another one, alone; if that does not fail,
// together with its equals.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "props/shrink/asking.h"

namespace confab::props {
namespace {

using sim::Action;
using sim::Scenario;

constexpr std::string_view kSeparators = " ,:\r\n!@";
constexpr size_t kLongBytes = 40;       // longer words matter by their length, if at all
constexpr int64_t kLengthMax = 10'000;  // tried at most

// A text of an action, and how it is called.
struct Text {
  const char* name;
  std::string* text;
};

std::vector<Text> TextsOf(Action& action) {
  if (action.has_line()) return {{"line", action.mutable_line()}};
  if (action.has_raw()) return {{"raw", action.mutable_raw()}};
  if (action.has_login()) {
    return {{"nick", action.mutable_login()->mutable_nick()},
            {"user", action.mutable_login()->mutable_user()}};
  }
  if (action.has_auth()) {
    return {{"account", action.mutable_auth()->mutable_account()},
            {"password", action.mutable_auth()->mutable_password()}};
  }
  return {};
}

struct Span {
  size_t begin;
  size_t end;
};

std::vector<Span> WordsOf(std::string_view text) {
  std::vector<Span> words;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.size(), text.find_first_of(kSeparators, begin));
    if (end > begin) words.push_back({begin, end});
    begin = end + 1;
  }
  return words;
}

// Where one word of the scenario stands.
struct Site {
  int action;
  size_t text;  // which one of TextsOf
  Span span;
  std::string thing;
  std::string field;
  std::string word;
};

void AddSites(Scenario& scenario, int index, std::vector<Site>& out) {
  Action& action = *scenario.mutable_action(index);
  const std::vector<Text> texts = TextsOf(action);
  for (size_t t = 0; t < texts.size(); ++t) {
    const std::vector<Span> words = WordsOf(*texts[t].text);
    const bool is_line = action.has_line() || action.has_raw();
    for (size_t w = 0; w < words.size(); ++w) {
      out.push_back({index, t, words[w], absl::StrCat("action ", action.id()),
                     is_line ? absl::StrCat(texts[t].name, " word ", w + 1) : texts[t].name,
                     texts[t].text->substr(words[w].begin, words[w].end - words[w].begin)});
    }
  }
}

std::vector<Site> SitesOf(Scenario scenario) {
  std::vector<Site> out;
  for (int i = 0; i < scenario.action_size(); ++i) AddSites(scenario, i, out);
  return out;
}

// A word that stands nowhere yet, of the same kind.
std::string Fresh(const std::string& word) {
  const bool is_channel = word.size() > 1 && (word[0] == '#' || word[0] == '&');
  return absl::StrCat(is_channel ? word.substr(0, 1) : "", "zq");
}

void Replace(Scenario& scenario, const Site& site, const std::string& word) {
  std::string& text = *TextsOf(*scenario.mutable_action(site.action))[site.text].text;
  text.replace(site.span.begin, site.span.end - site.span.begin, word);
}

// All sites of the word, from the last one on, so that spans stay true.
Scenario WithAllReplaced(const Scenario& from, const std::vector<Site>& sites,
                         const std::string& word, const std::string& fresh) {
  Scenario out = from;
  for (auto it = sites.rbegin(); it != sites.rend(); ++it) {
    if (it->word == word) Replace(out, *it, fresh);
  }
  for (sim::UserAccount& account : *out.mutable_account()) {
    if (account.name() == word) account.set_name(fresh);
    if (account.password() == word) account.set_password(fresh);
  }
  for (sim::Client& client : *out.mutable_client()) {
    for (std::string& nick : *client.mutable_alternate_nick()) nick = nick == word ? fresh : nick;
  }
  return out;
}

std::vector<std::string> OtherPlaces(const std::vector<Site>& sites, const Site& site) {
  std::vector<std::string> places;
  for (const Site& other : sites) {
    const bool is_other = other.word == site.word && other.thing != site.thing;
    if (is_other && (places.empty() || places.back() != other.thing)) places.push_back(other.thing);
  }
  return places;
}

void ExplainLength(Asking& asking, const Site& site, Leeway& leeway) {
  const auto ask = [&](int64_t length) {
    Scenario variant = asking.scenario();
    Replace(variant, site, std::string(static_cast<size_t>(length), site.word.back()));
    return asking.Ask(variant);
  };
  const auto length = static_cast<int64_t>(site.word.size());
  leeway.field += " bytes";
  leeway.value = absl::StrCat(length);
  if (ask(length) != Answer::kTrue) return;
  leeway.scope = Scope::kInterval;
  leeway.interval = FindInterval(length, 1, std::max(length, kLengthMax), ask);
  if (leeway.interval.is_everything()) leeway.scope = Scope::kAny;
}

void ExplainWord(Asking& asking, const std::vector<Site>& sites, const Site& site,
                 std::vector<Leeway>& out) {
  Leeway leeway{site.thing, site.field, site.word, Scope::kExactly, {}, {}, {}};
  Scenario variant = asking.scenario();
  Replace(variant, site, Fresh(site.word));
  if (asking.Fails(variant)) {
    leeway.scope = Scope::kAny;
  } else if (site.word.size() >= kLongBytes) {
    ExplainLength(asking, site, leeway);
  } else if (asking.Fails(WithAllReplaced(asking.scenario(), sites, site.word, Fresh(site.word)))) {
    leeway.also_at = OtherPlaces(sites, site);
    leeway.scope = Scope::kSame;
  }
  if (!asking.is_over()) out.push_back(std::move(leeway));
}

}  // namespace

void ExplainWords(Asking& asking, std::vector<Leeway>& out) {
  const std::vector<Site> sites = SitesOf(asking.scenario());
  for (const Site& site : sites) ExplainWord(asking, sites, site, out);
}

}  // namespace confab::props
