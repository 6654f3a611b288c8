#include "props/laws/census_view.h"

#include <optional>
#include <utility>

#include "props/laws/text.h"

namespace confab::props {
namespace {

// Reads " key=value" off the front of a line, in the order that the contract gives.
class Fields {
 public:
  explicit Fields(std::string_view line) : line_(line) {}

  std::string_view Word() {
    const std::string_view word = line_.substr(0, line_.find(' '));
    line_.remove_prefix(word.size());
    TakePrefix(line_, " ");
    return word;
  }
  std::string_view Text(std::string_view key) {
    std::string_view word = Word();
    ok_ = ok_ && TakePrefix(word, key) && TakePrefix(word, "=");
    return word;
  }
  int64_t Number(std::string_view key) {
    const std::optional<int64_t> number = NumberOf(Text(key));
    ok_ = ok_ && number.has_value();
    return number.value_or(-1);
  }
  bool ok() const { return ok_ && line_.empty(); }

 private:
  std::string_view line_;
  bool ok_ = true;
};

bool ReadLink(std::string_view line, CensusLink& link) {
  Fields fields(line);
  const std::optional<int64_t> id = NumberOf(fields.Word());
  if (!id.has_value()) return false;
  link.id = LinkId{static_cast<uint64_t>(*id)};
  link.logged_on = fields.Word() == "logged-on";
  link.nick = fields.Text("nick");
  link.user = fields.Text("user");
  link.ircx = fields.Number("ircx") == 1;
  link.cap = fields.Number("cap") == 1;
  link.auth = fields.Text("auth");
  link.failures = fields.Number("failures");
  link.account = fields.Text("account");
  link.probes = fields.Number("probes");
  link.queued = fields.Number("queued");
  return fields.ok();
}

bool ReadCounters(std::string_view line, CensusCounters& counters) {
  Fields fields(line);
  counters.links = fields.Number("links");
  counters.users = fields.Number("users");
  counters.users_max = fields.Number("users_max");
  counters.channels = fields.Number("channels");
  return fields.ok();
}

bool ReadCensusLine(std::string_view line, CensusView& view) {
  if (TakePrefix(line, "link ")) return ReadLink(line, view.links.emplace_back());
  if (TakePrefix(line, "counters ")) return ReadCounters(line, view.counters);
  return line.starts_with("channel ");
}

}  // namespace

const CensusLink* CensusView::Find(LinkId id) const {
  for (const CensusLink& link : links) {
    if (link.id == id) return &link;
  }
  return nullptr;
}

void ReadCensus(std::string text, CensusView& view) {
  view.text = std::move(text);
  view.links.clear();
  view.counters = {};
  view.readable = true;
  std::string_view rest = view.text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size());
    view.readable = TakePrefix(rest, "\n") && ReadCensusLine(line, view) && view.readable;
  }
}

}  // namespace confab::props
