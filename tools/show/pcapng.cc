// draft-ietf-opsawg-pcapng: section header, one interface, enhanced packets; little-endian.
#include "tools/show/pcapng.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace confab::tools {
namespace {

constexpr uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr uint32_t kInterface = 1;
constexpr uint32_t kEnhancedPacket = 6;
constexpr uint16_t kRawIpv4 = 228;  // LINKTYPE_IPV4
constexpr uint16_t kOptionComment = 1;
constexpr uint16_t kOptionResolution = 9;
constexpr char kNanoseconds = 9;  // 10^-9

constexpr uint32_t kServerAddress = 0xC0000201;  // 192.0.2.1, for documentation (RFC 5737)
constexpr uint32_t kUnknownAddress = 0xC00002FE;
constexpr uint32_t kFirstPort = 49'152;
constexpr uint32_t kPorts = 16'384;
constexpr uint32_t kClientStart = 1'000'000;
constexpr uint32_t kServerStart = 2'000'000;

constexpr uint8_t kFin = 1, kSyn = 2, kRst = 4, kPush = 8, kAck = 16;

void Little16(uint32_t value, std::string& out) {
  out += static_cast<char>(value & 0xff);
  out += static_cast<char>(value >> 8 & 0xff);
}
void Little32(uint32_t value, std::string& out) {
  Little16(value & 0xffff, out);
  Little16(value >> 16, out);
}
void Big16(uint32_t value, std::string& out) {
  out += static_cast<char>(value >> 8 & 0xff);
  out += static_cast<char>(value & 0xff);
}
void Big32(uint32_t value, std::string& out) {
  Big16(value >> 16, out);
  Big16(value & 0xffff, out);
}

// RFC 1071; `sum` goes in with what is not in `bytes`.
uint16_t Checksum(std::string_view bytes, uint32_t sum) {
  for (size_t i = 0; i < bytes.size(); i += 2) {
    const auto high = static_cast<unsigned char>(bytes[i]);
    const auto low = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0U;
    sum += static_cast<uint32_t>(high << 8) + low;
  }
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<uint16_t>(~sum & 0xffff);
}

void PutBig16(uint16_t value, size_t at, std::string& bytes) {
  bytes[at] = static_cast<char>(value >> 8);
  bytes[at + 1] = static_cast<char>(value & 0xff);
}

uint32_t AddressOf(const std::string& text) {
  uint32_t address = 0;
  int parts = 0;
  for (const auto part : absl::StrSplit(text, '.')) {
    uint32_t number = 0;
    if (!absl::SimpleAtoi(part, &number) || number > 255) return kUnknownAddress;
    address = address << 8 | number;
    ++parts;
  }
  return parts == 4 ? address : kUnknownAddress;
}

// One end of a connection.
struct End {
  uint32_t address = 0;
  uint16_t port = 0;
  uint32_t next = 0;   // sequence number of the next byte it sends
  uint32_t acked = 0;  // how far it has acknowledged the other end
};

struct Connection {
  End client;
  End server;
  bool open = false;
};

class CaptureFile {
 public:
  explicit CaptureFile(const Story& story) : epoch_ns_(story.epoch_unix_s * 1'000'000'000) {
    std::string section;
    Little32(0x1A2B3C4D, section);  // byte order
    Little32(1, section);           // version 1.0
    Little32(0xffffffff, section);  // of unknown length
    Little32(0xffffffff, section);
    Block(kSectionHeader, section);
    std::string interface;
    Little32(kRawIpv4, interface);
    Little32(0, interface);  // no limit of length
    Option(kOptionResolution, std::string(1, kNanoseconds), interface);
    Little32(0, interface);
    Block(kInterface, interface);
  }

  void Packet(int64_t at_ns, End& from, const End& to, uint8_t flags, std::string_view payload) {
    from.acked = (flags & kAck) != 0 ? from.acked : 0;
    const std::string bytes = Ip(from, to, Segment(from, to, flags, payload));
    const auto at = static_cast<uint64_t>(epoch_ns_ + at_ns);
    std::string packet;
    Little32(0, packet);  // the interface
    Little32(static_cast<uint32_t>(at >> 32), packet);
    Little32(static_cast<uint32_t>(at), packet);
    Little32(static_cast<uint32_t>(bytes.size()), packet);
    Little32(static_cast<uint32_t>(bytes.size()), packet);
    packet += bytes;
    packet.append((4 - bytes.size() % 4) % 4, '\0');
    if (!comment_.empty()) {
      Option(kOptionComment, comment_, packet);
      Little32(0, packet);
      comment_.clear();
    }
    Block(kEnhancedPacket, packet);
    from.next += static_cast<uint32_t>(payload.size()) + ((flags & (kSyn | kFin)) != 0 ? 1 : 0);
  }

  // Of the next packet.
  void Comment(std::string_view words) {
    constexpr size_t kCommentBytesMax = 4'000;
    if (comment_.size() > kCommentBytesMax) return;
    if (!comment_.empty()) comment_ += '\n';
    comment_.append(words);
  }
  bool has_comment() const { return !comment_.empty(); }

  const std::string& text() const { return text_; }

 private:
  static std::string Segment(const End& from, const End& to, uint8_t flags,
                             std::string_view payload) {
    std::string tcp;
    Big16(from.port, tcp);
    Big16(to.port, tcp);
    Big32(from.next, tcp);
    Big32(from.acked, tcp);
    tcp += '\x50';  // five words of header
    tcp += static_cast<char>(flags);
    Big16(65'535, tcp);  // window
    Big32(0, tcp);       // checksum, urgent
    tcp.append(payload);
    const uint32_t pseudo = (from.address >> 16) + (from.address & 0xffff) + (to.address >> 16) +
                            (to.address & 0xffff) + 6 + static_cast<uint32_t>(tcp.size());
    PutBig16(Checksum(tcp, pseudo), 16, tcp);
    return tcp;
  }

  std::string Ip(const End& from, const End& to, const std::string& segment) {
    std::string ip = {'\x45', '\0'};
    Big16(static_cast<uint32_t>(20 + segment.size()), ip);
    Big16(++datagrams_ & 0xffff, ip);
    Big16(0x4000, ip);  // do not fragment
    ip += {'\x40', '\x06', '\0', '\0'};
    Big32(from.address, ip);
    Big32(to.address, ip);
    PutBig16(Checksum(ip, 0), 10, ip);
    return ip + segment;
  }

  static void Option(uint16_t code, const std::string& value, std::string& out) {
    Little16(code, out);
    Little16(static_cast<uint32_t>(value.size()), out);
    out += value;
    out.append((4 - value.size() % 4) % 4, '\0');
  }

  void Block(uint32_t type, const std::string& body) {
    const auto size = static_cast<uint32_t>(body.size() + 12);
    Little32(type, text_);
    Little32(size, text_);
    text_ += body;
    Little32(size, text_);
  }

  int64_t epoch_ns_;
  uint32_t datagrams_ = 0;
  std::string comment_;
  std::string text_;
};

class Tap {
 public:
  explicit Tap(const Story& story) : story_(story), file_(story) {}

  std::string Capture() {
    for (const StoryEvent& event : story_.events) See(event);
    if (file_.has_comment() && last_ != nullptr) {  // a packet to carry the last words
      file_.Packet(story_.end_ns, last_->server, last_->client, kAck, "");
    }
    return file_.text();
  }

 private:
  void See(const StoryEvent& event) {
    if (event.kind == StoryKind::kOpened) return Open(event);
    if (event.kind == StoryKind::kFault || event.kind == StoryKind::kRemark ||
        event.kind == StoryKind::kBroken) {
      file_.Comment(event.kind == StoryKind::kBroken ? "BROKEN: " + event.text : event.text);
      return;
    }
    const auto found = connections_.find(event.link);
    if (found == connections_.end() || !found->second.open) return;
    Connection& it = found->second;
    last_ = &it;
    if (event.kind == StoryKind::kTold) return Send(event, it.server, it.client);
    if (event.kind == StoryKind::kHeard || event.kind == StoryKind::kPiece) {
      return Send(event, it.client, it.server);
    }
    if (event.kind == StoryKind::kDrained) return Drain(event, it);
    if (event.kind == StoryKind::kClosed) return Finish(event, it, it.server, it.client);
    if (event.kind != StoryKind::kLost) return;
    if (event.text.find("reset") != std::string::npos) return Reset(event, it);
    Finish(event, it, it.client, it.server);
  }

  void Open(const StoryEvent& event) {
    Connection& it = connections_[event.link];
    it.open = true;
    last_ = &it;
    it.client.address = AddressOf(story_.lanes[event.lane].address);
    it.client.port = static_cast<uint16_t>(kFirstPort + event.link % kPorts);
    it.client.next = kClientStart;
    it.server = End{kServerAddress, kIrcPort, kServerStart, 0};
    file_.Packet(event.at_ns, it.client, it.server, kSyn, "");
    it.server.acked = it.client.next;
    file_.Packet(event.at_ns, it.server, it.client, kSyn | kAck, "");
    it.client.acked = it.server.next;
    file_.Packet(event.at_ns, it.client, it.server, kAck, "");
  }

  void Send(const StoryEvent& event, End& from, End& to) {
    std::string_view rest = event.text;
    while (!rest.empty()) {
      const std::string_view piece = rest.substr(0, kSegmentBytes);
      file_.Packet(event.at_ns, from, to, kPush | kAck, piece);
      rest.remove_prefix(piece.size());
    }
    if (to.port == kIrcPort) to.acked = from.next;  // clients acknowledge as they drain
  }

  void Drain(const StoryEvent& event, Connection& it) {
    uint32_t bytes = 0;
    if (!absl::SimpleAtoi(event.text.substr(0, event.text.find(' ')), &bytes)) return;
    it.client.acked += std::min(bytes, it.server.next - it.client.acked);
    file_.Packet(event.at_ns, it.client, it.server, kAck, "");
  }

  void Finish(const StoryEvent& event, Connection& it, End& first, End& second) {
    it.open = false;
    it.client.acked = it.server.next;
    file_.Packet(event.at_ns, first, second, kFin | kAck, "");
    second.acked = first.next;
    file_.Packet(event.at_ns, second, first, kFin | kAck, "");
    first.acked = second.next;
    file_.Packet(event.at_ns, first, second, kAck, "");
  }

  void Reset(const StoryEvent& event, Connection& it) {
    it.open = false;
    file_.Packet(event.at_ns, it.client, it.server, kRst | kAck, "");
  }

  const Story& story_;
  CaptureFile file_;
  std::map<uint64_t, Connection> connections_;
  Connection* last_ = nullptr;
};

}  // namespace

std::string PcapngOf(const Story& story) { return Tap(story).Capture(); }

}  // namespace confab::tools
