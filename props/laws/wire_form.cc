#include <cstddef>
#include <string_view>
#include <variant>

#include "props/laws/law_observer.h"
#include "server_core/api/limits.h"

namespace confab::props {
namespace {

class WireForm final : public LawObserver {
 public:
  explicit WireForm(const LawSetting& setting) : LawObserver("wire-form", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    std::string_view last;  // a line for many links is looked at once
    for (const Told& told : wire().told()) {
      LookAtLink(told);
      const Send* send = std::get_if<Send>(told.output);
      if (send == nullptr || told.link == nullptr) continue;
      const bool same = send->line.data() == last.data() && send->line.size() == last.size();
      last = send->line;
      if (!same || last.empty()) LookAtLine(told, last);
    }
  }

  // After a Close no output names that link again, but for its Note.
  void LookAtLink(const Told& told) {
    if (std::holds_alternative<Note>(*told.output)) return;
    if (told.link == nullptr) return Break("stranger", "an output names a link never opened");
    if (!told.live) Break("after-close", LinkName(*told.link), " has ended");
  }

  void LookAtLine(const Told& told, std::string_view line) {
    if (line.size() > kLineBytesMax) {
      return Break("length", LinkName(*told.link), " was sent a line of ", line.size(), " bytes");
    }
    if (!line.ends_with("\r\n") || line.size() == 2) {
      return Break("terminator", LinkName(*told.link), " was sent no whole line: ", line);
    }
    line.remove_suffix(2);
    constexpr std::string_view kForbidden("\0\r\n", 3);
    const size_t at = line.find_first_of(kForbidden);
    if (at == std::string_view::npos) return;
    Break("bytes", LinkName(*told.link), " was sent byte ", static_cast<int>(line[at]),
          " within a line");
  }
};

}  // namespace

std::unique_ptr<Observer> WatchWireForm(const LawSetting& setting) {
  return Watching<WireForm>(setting);
}

}  // namespace confab::props
