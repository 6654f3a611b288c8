#include "tools/show/perfetto.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

constexpr int64_t kSliceNanosMax = 1'000;
constexpr int kProcess = 1;
constexpr size_t kNameBytesMax = 60;

// What is drawn on one track.
struct Slice {
  uint32_t lane = 0;
  int64_t at_ns = 0;
  int64_t begin_ns = 0;
  int64_t nanos = 0;
  size_t event = 0;
  int64_t flow_in = kNone;   // an arrow that ends here
  int64_t flow_out = kNone;  // and one that begins
};

std::string Micros(int64_t nanos) { return absl::StrFormat("%d.%03d", nanos / 1000, nanos % 1000); }

// From where to where an event's arrow goes; the same lane: no arrow.
struct Way {
  uint32_t from = 0;
  uint32_t to = 0;
};

Way WayOf(const StoryEvent& event) {
  switch (event.kind) {
    case StoryKind::kOpened:
    case StoryKind::kHeard:
    case StoryKind::kPiece:
    case StoryKind::kLost:
      return {event.lane, 0};
    case StoryKind::kTold:
    case StoryKind::kClosed:
      return {0, event.lane};
    case StoryKind::kAct:
    case StoryKind::kFault:
    case StoryKind::kRemark:
      return {event.lane, event.lane};
    default:
      return {0, 0};
  }
}

std::vector<Slice> SlicesOf(const Story& story) {
  std::vector<Slice> slices;
  for (size_t i = 0; i < story.events.size(); ++i) {
    const StoryEvent& event = story.events[i];
    if (event.kind == StoryKind::kDrained) continue;  // the counters tell
    const Way way = WayOf(event);
    const auto flow = static_cast<int64_t>(i);
    Slice slice{way.from, event.at_ns, event.at_ns, 0, i, kNone, kNone};
    if (way.from != way.to) slice.flow_out = flow;
    slices.push_back(slice);
    if (way.from == way.to) continue;
    slice.lane = way.to;
    slice.flow_in = flow;
    slice.flow_out = kNone;
    slices.push_back(slice);
  }
  return slices;
}

// Slices of one instant on one track share the time until the track's next instant.
void Spread(std::vector<Slice*>& track) {
  int64_t free_from = 0;
  for (size_t begin = 0; begin < track.size();) {
    size_t end = begin;
    while (end < track.size() && track[end]->at_ns == track[begin]->at_ns) ++end;
    const auto count = static_cast<int64_t>(end - begin);
    const int64_t room =
        end < track.size() ? track[end]->at_ns - track[begin]->at_ns : count * kSliceNanosMax;
    const int64_t width = std::clamp<int64_t>(room / count, 1, kSliceNanosMax);
    for (; begin < end; ++begin) {
      track[begin]->begin_ns = std::max(track[begin]->at_ns, free_from);
      track[begin]->nanos = width;
      free_from = track[begin]->begin_ns + width;
    }
  }
}

void SpreadAll(const Story& story, std::vector<Slice>& slices) {
  std::vector<std::vector<Slice*>> tracks(story.lanes.size());
  for (Slice& slice : slices) tracks[slice.lane].push_back(&slice);
  for (std::vector<Slice*>& track : tracks) Spread(track);
}

class Writer {
 public:
  explicit Writer(const Story& story) : story_(story) {}

  void Name(std::string_view what, uint32_t lane, std::string_view name) {
    JsonObject arguments;
    arguments.Text("name", name);
    JsonObject json = Begun("M", lane);
    json.Text("name", what);
    json.Value("args", arguments.text());
    Add(json);
  }

  void Draw(const Slice& slice) {
    const StoryEvent& event = story_.events[slice.event];
    const std::string_view kind = StoryKindName(event.kind);
    const std::string text = ShownText(event);
    JsonObject arguments;
    arguments.Number("at_ns", event.at_ns);
    arguments.Text("text", text);
    if (event.step != kNone) arguments.Number("step", event.step + 1);
    if (event.link != 0) arguments.Unsigned("link", event.link);
    if (event.action != 0) arguments.Unsigned("action", event.action);
    JsonObject json = Begun("X", slice.lane);
    json.Value("ts", Micros(slice.begin_ns));
    json.Value("dur", Micros(slice.nanos));
    json.Text("cat", kind);
    json.Text("name", IsWire(event.kind)
                          ? text.substr(0, kNameBytesMax)
                          : absl::StrCat(std::string(kind), ": ", text.substr(0, kNameBytesMax)));
    json.Value("args", arguments.text());
    Add(json);
    if (slice.flow_out != kNone) Flow("s", slice, slice.flow_out);
    if (slice.flow_in != kNone) Flow("f", slice, slice.flow_in);
  }

  void Count(const LedgerChange& change, int64_t at_ns) {
    JsonObject arguments;
    arguments.Number("objects", change.totals.objects);
    arguments.Number("bytes", change.totals.bytes);
    JsonObject json = Begun("C", 0);
    json.Value("ts", Micros(at_ns));
    json.Text("name", AccountName(change.account));
    json.Value("args", arguments.text());
    Add(json);
  }

  void Mark(const StoryBreach& breach) {
    JsonObject json = Begun("i", 0);
    json.Value("ts", Micros(breach.at_ns));
    json.Text("s", "g");
    json.Text("name", absl::StrCat("BROKEN: ", breach.law, " (", breach.rule, ")"));
    Add(json);
  }

  std::string text() const {
    return "{\"displayTimeUnit\": \"ns\", \"traceEvents\": [\n" + events_ + "\n]}\n";
  }

 private:
  static JsonObject Begun(std::string_view phase, uint32_t lane) {
    JsonObject json;
    json.Text("ph", phase);
    json.Number("pid", kProcess);
    json.Unsigned("tid", lane + 1);
    return json;
  }

  void Flow(std::string_view phase, const Slice& slice, int64_t id) {
    JsonObject json = Begun(phase, slice.lane);
    json.Value("ts", Micros(slice.begin_ns));
    json.Number("id", id);
    json.Text("cat", "line");
    json.Text("name", "line");
    if (phase == "f") json.Text("bp", "e");
    Add(json);
  }

  void Add(const JsonObject& json) {
    absl::StrAppend(&events_, events_.empty() ? "" : ",\n", json.text());
  }

  const Story& story_;
  std::string events_;
};

// When each step happened; steps that are not told have no entry.
std::vector<int64_t> TimesOfSteps(const Story& story) {
  std::vector<int64_t> times(static_cast<size_t>(story.steps) + 1, kNone);
  for (const StoryEvent& event : story.events) {
    if (event.step != kNone) times[static_cast<size_t>(event.step)] = event.at_ns;
  }
  return times;
}

}  // namespace

std::string PerfettoOf(const Story& story) {
  std::vector<Slice> slices = SlicesOf(story);
  SpreadAll(story, slices);
  Writer writer(story);
  writer.Name("process_name", 0, story.title);
  for (uint32_t lane = 0; lane < story.lanes.size(); ++lane) {
    writer.Name("thread_name", lane, story.lanes[lane].name);
  }
  for (const Slice& slice : slices) writer.Draw(slice);
  const std::vector<int64_t> times = TimesOfSteps(story);
  for (const LedgerChange& change : story.ledger) {
    const int64_t at_ns = times[static_cast<size_t>(change.step)];
    if (at_ns != kNone) writer.Count(change, at_ns);
  }
  if (story.breach) writer.Mark(*story.breach);
  return writer.text();
}

}  // namespace confab::tools
