// A law that nothing can keep: whoever runs it and reports no breach is blind.
#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

class Canary final : public LawObserver {
 public:
  explicit Canary(const LawSetting& setting) : LawObserver("canary", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    Break("canary", "this law is always broken at the first step");
  }
};

}  // namespace

std::unique_ptr<Observer> WatchCanary(const LawSetting& setting) {
  return Watching<Canary>(setting);
}

}  // namespace confab::props
