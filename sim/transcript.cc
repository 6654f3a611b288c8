#include "sim/transcript.h"

#include <array>
#include <cstddef>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "server_core/api/event.h"
#include "server_core/api/output.h"

namespace confab::sim {
namespace {

// Writes one step, with the same beginning before each of its lines.
class StepPrinter {
 public:
  StepPrinter(std::string& text, const Script& script, Instant at)
      : text_(text), script_(script), at_(at) {}

  void operator()(const Opened& in) {
    Line(in.link, in.secure ? "+ secure from " : "+ from ", Escaped(in.peer));
  }
  void operator()(const Received& in) {
    std::string_view rest = in.bytes;
    if (rest.empty()) Line(in.link, ">| ", "");
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n') + 1);
      PrintBytes(in.link, ">", line.empty() ? rest : line);
      rest.remove_prefix(line.empty() ? rest.size() : line.size());
    }
  }
  void operator()(const Drained& in) { Line(in.link, "~ ", std::to_string(in.bytes)); }
  void operator()(const Lost& in) { Line(in.link, "- ", Escaped(in.why)); }
  void operator()(const Woke&) { Line(LinkId{}, "@ ", "woke"); }
  void operator()(const Answered& in) {
    const std::string id = absl::StrCat(static_cast<uint64_t>(in.question), " ");
    Line(LinkId{}, "= ", id + (in.answer.ok() ? Escaped(*in.answer) : "error"));
  }
  void operator()(const Reconfigured&) { Line(LinkId{}, "* ", "reconfigured"); }

  void operator()(const Send& out) { PrintBytes(out.link, "<", out.line); }
  void operator()(const Close& out) { Line(out.link, "! close ", CloseReasonName(out.reason)); }
  void operator()(const Ask& out) {
    const auto* parameters = std::get_if<ScramParameters>(&out.question);
    const std::string_view account =
        parameters != nullptr ? parameters->account : std::get<ScramProof>(out.question).account;
    Line(out.link, parameters != nullptr ? "? parameters " : "? proof ",
         absl::StrCat(static_cast<uint64_t>(out.id), " ") + Escaped(account));
  }
  void operator()(const Note& out) {
    std::string fields(EventName(out.event));
    for (const NoteField& field : out.fields) {
      fields.append(" ").append(field.key).append("=").append(Escaped(field.value));
    }
    Line(out.link, "* ", fields);
  }

 private:
  void PrintBytes(LinkId link, std::string_view mark, std::string_view bytes) {
    const bool whole = bytes.ends_with("\r\n");
    if (whole) bytes.remove_suffix(2);
    Line(link, std::string(mark) + (whole ? " " : "| "), Escaped(bytes));
  }

  void Line(LinkId link, std::string_view mark, std::string_view what) {
    AppendInstant();
    if (link != LinkId{}) {
      const uint32_t client = script_.ClientOf(link);
      const uint32_t id = client == kEveryClient ? 0 : script_.clients[client].id;
      absl::StrAppendFormat(&text_, " c%d link=%d", id, static_cast<uint64_t>(link));
    }
    text_.append(" ").append(mark).append(what).append("\n");
  }

  void AppendInstant() {
    constexpr int64_t kSecond = 1'000'000'000;
    absl::StrAppendFormat(&text_, "t=%d.%09d", at_.nanos() / kSecond, at_.nanos() % kSecond);
  }

  std::string& text_;
  const Script& script_;
  Instant at_;
};

}  // namespace

void Transcript::AddStep(const Script& script, const Moment& now, const Input& input,
                         const Step& step) {
  StepPrinter printer(text_, script, now.mono);
  std::visit(printer, input);
  for (const Output& output : step.outputs) std::visit(printer, output);
}

void Transcript::AddRemark(Instant at, std::string_view remark) {
  constexpr int64_t kSecond = 1'000'000'000;
  absl::StrAppendFormat(&text_, "t=%d.%09d * ", at.nanos() / kSecond, at.nanos() % kSecond);
  text_.append(remark).append("\n");
}

std::string Escaped(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\\') {
      out += "\\\\";
    } else if (byte == '\r') {
      out += "\\r";
    } else if (byte == '\n') {
      out += "\\n";
    } else if (code < 0x20 || code > 0x7e) {
      absl::StrAppendFormat(&out, "\\x%02x", code);
    } else {
      out += byte;
    }
  }
  return out;
}

}  // namespace confab::sim
