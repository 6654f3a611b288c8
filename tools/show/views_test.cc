// The views' form. What programs make of them was tried by hand: README.md.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/show/html.h"
#include "tools/show/mermaid.h"
#include "tools/show/pcapng.h"
#include "tools/show/perfetto.h"
#include "tools/show/story.h"

namespace confab::tools {
namespace {

using Json = google::protobuf::Struct;

// One client says a line `lines` times, and is told one as often.
Story Talk(size_t lines, const std::string& text = "PING x") {
  Story story;
  story.title = "talk";
  story.lanes = {{0, "server", "irc.test", ""}, {1, "client 1", "regular", "10.0.0.1"}};
  const auto add = [&](StoryKind kind, const std::string& words, int64_t cause) {
    StoryEvent event;
    event.at_ns = story.end_ns;
    event.kind = kind;
    event.lane = 1;
    event.link = 7;
    event.step = story.steps;
    event.cause = cause;
    event.text = words;
    story.events.push_back(event);
  };
  add(StoryKind::kOpened, "from 10.0.0.1", kNone);
  for (size_t i = 0; i < lines; ++i) {
    story.end_ns += 1'000'000'001;
    ++story.steps;
    add(StoryKind::kHeard, text + "\r\n", kNone);
    add(StoryKind::kTold, "PONG " + text + "\r\n", static_cast<int64_t>(story.events.size()) - 1);
    add(StoryKind::kDrained, "4 bytes", kNone);
    story.ledger.push_back({story.steps, Account::kSendQueues, {1, static_cast<int64_t>(i)}});
  }
  story.end_ns += 1;
  add(StoryKind::kClosed, "quit", static_cast<int64_t>(story.events.size()) - 1);
  ++story.steps;
  return story;
}

Json Parsed(const std::string& text) {
  Json json;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &json);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return json;
}

size_t CountOf(std::string_view text, std::string_view piece) {
  size_t count = 0;
  for (size_t at = text.find(piece); at != text.npos; at = text.find(piece, at + 1)) ++count;
  return count;
}

TEST(Mermaid, DrawsLinesAsArrows) {
  const std::string text = MermaidOf(Talk(1));
  EXPECT_TRUE(text.starts_with("sequenceDiagram\n"));
  EXPECT_EQ(CountOf(text, "  C1->>S: PING x\n"), 1u);
  EXPECT_EQ(CountOf(text, "  S-->>C1: PONG PING x\n"), 1u);
  EXPECT_EQ(CountOf(text, "left out"), 0u);
}

TEST(Mermaid, LeavesOutTheMiddleOfOneRowMoreThanFit) {
  const size_t fit = (kMermaidRows - 2) / 2;  // beside opening and closing
  EXPECT_EQ(CountOf(MermaidOf(Talk(fit)), "left out"), 0u);
  const std::string text = MermaidOf(Talk(fit + 1));
  EXPECT_EQ(CountOf(text, "... 2 rows are left out ..."), 1u);
  EXPECT_EQ(CountOf(text, ">S: ") + CountOf(text, ">C1: ") + CountOf(text, "S-xC1"), kMermaidRows);
}

TEST(Mermaid, NoTextCanEndTheDiagram) {
  const std::string text = MermaidOf(Talk(1, "a;end\nNote over S: \"x\" #35;"));
  EXPECT_EQ(CountOf(text, "C1->>S: a#59;end#92;nNote over S: #34;x#34; #35;35#59;\n"), 1u);
}

TEST(Mermaid, CutsTextsThatAreTooLong) {
  EXPECT_EQ(CountOf(MermaidOf(Talk(1, std::string(kMermaidTextBytes, 'x'))),
                    "C1->>S: " + std::string(kMermaidTextBytes, 'x') + "\n"),
            1u);
  EXPECT_EQ(CountOf(MermaidOf(Talk(1, std::string(kMermaidTextBytes + 1, 'x'))),
                    "C1->>S: " + std::string(kMermaidTextBytes, 'x') + "...\n"),
            1u);
}

TEST(Perfetto, EveryArrowThatBeginsEnds) {
  const Json json = Parsed(PerfettoOf(Talk(3)));
  std::map<double, int> open;
  size_t flows = 0;
  for (const auto& value : json.fields().at("traceEvents").list_value().values()) {
    const auto& fields = value.struct_value().fields();
    const std::string& phase = fields.at("ph").string_value();
    if (phase == "s") ++open[fields.at("id").number_value()];
    if (phase == "f") --open[fields.at("id").number_value()];
    flows += phase == "f" ? 1 : 0;
  }
  EXPECT_EQ(flows, 8u);  // opened, 3 heard, 3 told, closed
  for (const auto& [id, count] : open) EXPECT_EQ(count, 0) << id;
}

TEST(Perfetto, SlicesOfATrackNeverOverlap) {
  Story story = Talk(2);
  for (StoryEvent& event : story.events) event.at_ns /= 1'000'000'000;  // crowd: 0, 1 and 2 ns
  const Json json = Parsed(PerfettoOf(story));
  std::map<double, int64_t> free_from;  // by track
  size_t slices = 0;
  for (const auto& value : json.fields().at("traceEvents").list_value().values()) {
    const auto& fields = value.struct_value().fields();
    if (fields.at("ph").string_value() != "X") continue;
    const auto nanos = [&](const char* key) {
      return static_cast<int64_t>(fields.at(key).number_value() * 1000 + 0.5);
    };
    int64_t& free = free_from[fields.at("tid").number_value()];
    EXPECT_GE(nanos("ts"), free);
    free = nanos("ts") + nanos("dur");
    ++slices;
  }
  EXPECT_EQ(slices, 12u);
}

TEST(Perfetto, CountsEveryChangeOfTheLedger) {
  EXPECT_EQ(CountOf(PerfettoOf(Talk(3)), "\"name\": \"send_queues\""), 3u);
}

// What is in a pcapng file: blocks, packets taken apart.
struct Packet {
  uint64_t at_ns = 0;
  uint32_t from_port = 0, to_port = 0, sequence = 0, acknowledged = 0, flags = 0;
  std::string payload;
  bool sums_up = false;  // both checksums
};

uint32_t Little(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

uint32_t Big(std::string_view bytes, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

uint32_t OnesSum(std::string bytes, uint32_t sum) {
  if (bytes.size() % 2 != 0) bytes += '\0';
  for (size_t i = 0; i < bytes.size(); i += 2) sum += Big(bytes, i, 2);
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return sum;
}

Packet PacketOf(std::string_view block) {
  Packet packet;
  packet.at_ns = static_cast<uint64_t>(Little(block, 12)) << 32 | Little(block, 16);
  const std::string_view ip = block.substr(28, Little(block, 20));
  const std::string_view tcp = ip.substr(20);
  EXPECT_EQ(Big(ip, 2, 2), ip.size());
  packet.from_port = Big(tcp, 0, 2);
  packet.to_port = Big(tcp, 2, 2);
  packet.sequence = Big(tcp, 4, 4);
  packet.acknowledged = Big(tcp, 8, 4);
  packet.flags = Big(tcp, 13, 1);
  packet.payload = std::string(tcp.substr(20));
  const uint32_t pseudo = 6 + static_cast<uint32_t>(tcp.size());
  packet.sums_up = OnesSum(std::string(ip.substr(0, 20)), 0) == 0xffff &&
                   OnesSum(std::string(ip.substr(12, 8)) + std::string(tcp), pseudo) == 0xffff;
  return packet;
}

std::vector<Packet> PacketsOf(std::string_view file) {
  std::vector<Packet> packets;
  for (size_t at = 0; at < file.size();) {
    const uint32_t size = Little(file, at + 4);
    EXPECT_EQ(size % 4, 0u);
    EXPECT_EQ(Little(file, at + size - 4), size) << "the length stands at both ends";
    if (Little(file, at) == 6) packets.push_back(PacketOf(file.substr(at, size)));
    at += size;
  }
  return packets;
}

TEST(Pcapng, EachStreamIsWholeAndInOrder) {
  const std::vector<Packet> packets = PacketsOf(PcapngOf(Talk(2)));
  std::map<uint32_t, uint32_t> next;  // by port: the sequence number that must come
  std::map<uint32_t, std::string> said;
  for (const Packet& packet : packets) {
    EXPECT_TRUE(packet.sums_up);
    next.try_emplace(packet.from_port, packet.sequence);
    EXPECT_EQ(packet.sequence, next[packet.from_port]);
    const auto other = next.find(packet.to_port);
    EXPECT_LE(packet.acknowledged, other == next.end() ? 0 : other->second);
    const uint32_t counted = (packet.flags & 3) != 0 ? 1 : 0;  // SYN, FIN
    next[packet.from_port] =
        packet.sequence + static_cast<uint32_t>(packet.payload.size()) + counted;
    said[packet.from_port] += packet.payload;
  }
  EXPECT_EQ(said[kIrcPort], "PONG PING x\r\nPONG PING x\r\n");
  EXPECT_EQ(said[49'152 + 7], "PING x\r\nPING x\r\n");
  EXPECT_EQ(packets.front().flags, 2u);
  EXPECT_EQ(packets.back().acknowledged, next[packets.back().to_port]);
}

TEST(Pcapng, LongBytesGoInSeveralPackets) {
  const auto sizes_of = [](size_t bytes) {
    Story story = Talk(1);
    story.events[1].text = std::string(bytes, 'x');
    std::vector<size_t> sizes;
    for (const Packet& packet : PacketsOf(PcapngOf(story))) {
      if (packet.payload.starts_with('x')) sizes.push_back(packet.payload.size());
    }
    return sizes;
  };
  EXPECT_EQ(sizes_of(kSegmentBytes), std::vector<size_t>{kSegmentBytes});
  EXPECT_EQ(sizes_of(kSegmentBytes + 1), (std::vector<size_t>{kSegmentBytes, 1}));
}

TEST(Pcapng, TimesAreNanosecondsOfTheWallClock) {
  Story story = Talk(1);
  story.epoch_unix_s = 1'700'000'000;
  const std::vector<Packet> packets = PacketsOf(PcapngOf(story));
  EXPECT_EQ(packets[0].at_ns, 1'700'000'000'000'000'000u);
  EXPECT_EQ(packets[3].at_ns, 1'700'000'001'000'000'001u);
}

TEST(Html, NoTextOfTheRunBecomesMarkup) {
  const std::string html = HtmlOf(Talk(1, "</script><script>alert(1)</script><!--{{js}}"));
  EXPECT_EQ(CountOf(html, "<script"), 2u);  // the data and the program
  EXPECT_EQ(CountOf(html, "</script>"), 2u);
  EXPECT_EQ(CountOf(html, "<!--"), 0u);
  EXPECT_EQ(CountOf(html, "{{js}}"), 2u);  // in what was heard and in what was told
}

TEST(Html, TheDataSayEveryTextOnce) {
  const std::string data = PageDataOf(Talk(50));
  const Json json = Parsed(data);
  EXPECT_EQ(CountOf(data, "\"PING x\""), 1u);
  EXPECT_EQ(json.fields().at("events").struct_value().fields().at("at").list_value().values_size(),
            152);
}

TEST(Html, LoadsNothing) {
  const std::string html = HtmlOf(Talk(1));
  EXPECT_EQ(CountOf(html, "default-src 'none'"), 1u);
  EXPECT_EQ(CountOf(html, "src="), 0u);
  EXPECT_EQ(CountOf(html, "http"), 1u);  // http-equiv
}

TEST(Views, TheSameStoryGivesTheSameBytes) {
  EXPECT_EQ(HtmlOf(Talk(3)), HtmlOf(Talk(3)));
  EXPECT_EQ(PerfettoOf(Talk(3)), PerfettoOf(Talk(3)));
  EXPECT_EQ(PcapngOf(Talk(3)), PcapngOf(Talk(3)));
  EXPECT_EQ(MermaidOf(Talk(3)), MermaidOf(Talk(3)));
}

}  // namespace
}  // namespace confab::tools
