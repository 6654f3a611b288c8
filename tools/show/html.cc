#include "tools/show/html.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "tools/confab/json.h"
#include "tools/show/page.h"

namespace confab::tools {
namespace {

// A list of numbers, built up as text.
class Column {
 public:
  void Add(int64_t number) { absl::StrAppend(&text_, text_.empty() ? "" : ",", number); }
  std::string text() const { return "[" + text_ + "]"; }

 private:
  std::string text_;
};

// Each text once, named by its place.
class Texts {
 public:
  int64_t Place(std::string_view text) {
    const auto [at, is_new] = places_.try_emplace(std::string(text), places_.size());
    if (is_new) absl::StrAppend(&json_, json_.empty() ? "" : ",", JsonText(text));
    return static_cast<int64_t>(at->second);
  }
  std::string text() const { return "[" + json_ + "]"; }

 private:
  absl::flat_hash_map<std::string, size_t> places_;  // never iterated
  std::string json_;
};

std::string EventsOf(const Story& story, Texts& texts) {
  Column at, kind, lane, link, step, cause, action, text;
  for (const StoryEvent& event : story.events) {
    at.Add(event.at_ns);
    kind.Add(static_cast<int64_t>(event.kind));
    lane.Add(event.lane);
    link.Add(static_cast<int64_t>(event.link));
    step.Add(event.step);
    cause.Add(event.cause);
    action.Add(event.action);
    text.Add(texts.Place(ShownText(event)));
  }
  JsonObject events;
  events.Value("at", at.text());
  events.Value("kind", kind.text());
  events.Value("lane", lane.text());
  events.Value("link", link.text());
  events.Value("step", step.text());
  events.Value("cause", cause.text());
  events.Value("action", action.text());
  events.Value("text", text.text());
  return events.text();
}

std::string CensusOf(const Story& story, Texts& texts) {
  Column census;
  for (const CensusChange& change : story.census) {
    census.Add(change.step);
    census.Add(texts.Place(change.key));
    census.Add(texts.Place(change.text));
  }
  return census.text();
}

std::string LedgerOf(const Story& story) {
  Column ledger;
  for (const LedgerChange& change : story.ledger) {
    ledger.Add(change.step);
    ledger.Add(static_cast<int64_t>(change.account));
    ledger.Add(change.totals.objects);
    ledger.Add(change.totals.bytes);
  }
  return ledger.text();
}

std::string LanesOf(const Story& story) {
  std::vector<std::string> lanes;
  for (const StoryLane& lane : story.lanes) {
    JsonObject json;
    json.Text("name", lane.name);
    json.Text("about", lane.about);
    json.Text("address", lane.address);
    lanes.push_back(json.text());
  }
  return JsonList(lanes);
}

std::string FaultsOf(const Story& story) {
  std::vector<std::string> faults;
  for (const StoryFault& fault : story.faults) {
    JsonObject json;
    json.Unsigned("id", fault.id);
    json.Text("name", fault.name);
    json.Unsigned("lane", fault.lane);
    json.Number("from", fault.from_ns);
    json.Number("until", fault.until_ns);
    json.Value("effective", fault.effective ? "true" : "false");
    faults.push_back(json.text());
  }
  return JsonList(faults);
}

std::string BreachOf(const Story& story) {
  if (!story.breach) return "null";
  JsonObject json;
  json.Text("law", story.breach->law);
  json.Text("rule", story.breach->rule);
  json.Text("kind", story.breach->kind);
  json.Text("promise", story.breach->promise);
  json.Text("clause", story.breach->clause);
  json.Text("detail", story.breach->detail);
  json.Number("at", story.breach->at_ns);
  return json.text();
}

std::string KindNames() {
  std::vector<std::string> names;
  for (int i = 0; i < kStoryKindCount; ++i) {
    names.push_back(JsonText(StoryKindName(static_cast<StoryKind>(i))));
  }
  return JsonList(names);
}

std::string AccountNames() {
  std::vector<std::string> names;
  for (int i = 0; i < kAccountCount; ++i) {
    names.push_back(JsonText(AccountName(static_cast<Account>(i))));
  }
  return JsonList(names);
}

// Markup cannot begin within the data: its "<" are written otherwise.
std::string WithoutMarkup(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

// `page` with "{{name}}" replaced where it stands first; what is put in is not read again.
void Fill(std::string_view& page, std::string_view name, std::string_view text, std::string& out) {
  const std::string mark = "{{" + std::string(name) + "}}";
  const size_t at = page.find(mark);
  out.append(page.substr(0, at)).append(text);
  page.remove_prefix(at + mark.size());
}

}  // namespace

std::string PageDataOf(const Story& story) {
  Texts texts;
  JsonObject data;
  data.Text("title", story.title);
  data.Text("verdict", story.verdict);
  data.Text("replay", story.replay);
  data.Text("words", story.words);
  data.Text("hash", story.trace_hash);
  data.Value("breach", BreachOf(story));
  data.Number("end", story.end_ns);
  data.Number("steps", story.steps);
  data.Number("skipped", story.steps_skipped);
  data.Number("brokenStep", story.broken_step);
  data.Value("kinds", KindNames());
  data.Value("accounts", AccountNames());
  data.Value("lanes", LanesOf(story));
  data.Value("faults", FaultsOf(story));
  data.Value("events", EventsOf(story, texts));
  data.Value("census", CensusOf(story, texts));
  data.Value("ledger", LedgerOf(story));
  data.Value("texts", texts.text());
  return WithoutMarkup(data.text());
}

std::string HtmlOf(const Story& story) {
  std::string out;
  std::string_view page = PageHtml();
  Fill(page, "css", PageCss(), out);
  Fill(page, "data", PageDataOf(story), out);
  Fill(page, "js", PageScript(), out);
  return out.append(page);
}

}  // namespace confab::tools
