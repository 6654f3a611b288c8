#include "tools/examples/toy_law.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "props/laws/law_observer.h"
#include "props/laws/wire_view.h"
#include "tools/examples/toy_chat.h"

namespace confab::tools {
namespace {

std::string Shown(const std::string& lines) { return absl::StrReplaceAll(lines, {{"\r\n", "/"}}); }

class ToldOnce final : public props::LawObserver {
 public:
  explicit ToldOnce(const props::LawSetting& setting) : LawObserver("told-once", setting) {}

 private:
  void Look(const Moment&, const Input& input, const Step& step) override {
    const auto* received = std::get_if<Received>(&input);
    const bool is_heard = received != nullptr && wire().acting() != nullptr;
    const std::string said = is_heard ? SaidIn(*received) : "";
    std::map<LinkId, std::string> told;
    std::set<LinkId> closed;
    for (const Output& output : step.outputs) {
      if (const auto* send = std::get_if<Send>(&output)) told[send->link].append(send->line);
      if (const auto* close = std::get_if<Close>(&output)) closed.insert(close->link);
    }
    for (const props::WireLink& link : wire().links()) {
      const bool hears = link.live && &link != wire().acting();
      if (!closed.contains(link.id)) Compare(link, told[link.id], hears ? said : "");
      if (closed.contains(link.id) && !said.starts_with(told[link.id])) Unsaid(link, told[link.id]);
    }
  }

  // What everybody else is to be told of the lines that these bytes end.
  std::string SaidIn(const Received& received) {
    std::string& half = halves_[received.link];
    std::string said;
    for (const char byte : received.bytes) {
      if (byte == '\n') absl::StrAppend(&said, uint64_t(received.link), ": ", half, "\r\n");
      if (byte == '\n') half.clear();
      if (byte != '\n' && byte != '\r') half += byte;
      if (half.size() > kToyLineBytesMax) break;
    }
    return said;
  }

  void Compare(const props::WireLink& link, const std::string& told, const std::string& due) {
    if (told == due) return;
    if (told.size() >= due.size()) return Unsaid(link, told);
    Break("unheard", LinkName(link), " was told [", Shown(told), "] of [", Shown(due), "]");
  }

  void Unsaid(const props::WireLink& link, const std::string& told) {
    Break("unsaid", LinkName(link), " was told [", Shown(told), "]");
  }

  std::map<LinkId, std::string> halves_;  // of the lines that links have begun
};

}  // namespace

std::unique_ptr<Observer> WatchToldOnce(const props::LawSetting& setting) {
  return props::Watching<ToldOnce>(setting);
}

}  // namespace confab::tools
