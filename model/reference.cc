#include "model/reference.h"

#include <variant>

#include "model/texts.h"
#include "server_core/api/check.h"

namespace confab::model {

Reference::Reference(const Config& config, const Sizes* sizes) : config_(config), sizes_(sizes) {}

const std::vector<Told>& Reference::Advance(const Moment& now, const Input& input) {
  CONFAB_CHECK(now.mono >= now_.mono);
  told_.clear();
  now_ = now;
  ++step_;
  std::visit([this](const auto& one) { On(one); }, input);
  CloseDoomed();
  return told_;
}

//= clauses#1.7: exactly the earliest due instant, or Never().
Instant Reference::WakeAt() const {
  return timers_.empty() ? Instant::Never() : timers_.begin()->due;
}

Link* Reference::Find(LinkId id) {
  const auto found = links_.find(id);
  return found == links_.end() ? nullptr : &found->second;
}

Link* Reference::Holder(std::string_view nick) {
  const auto found = names_.find(FoldOf(nick));
  return found == names_.end() ? nullptr : Find(found->second);
}

Link* Reference::LoggedOn(std::string_view nick) {
  Link* holder = Holder(nick);
  return holder != nullptr && holder->logged_on ? holder : nullptr;
}

Channel* Reference::FindChannel(std::string_view name) {
  const auto found = channels_.find(FoldOf(name));
  return found == channels_.end() ? nullptr : &found->second;
}

std::string Reference::FoldOf(std::string_view name) const {
  return Fold(config_.case_mapping, name);
}

}  // namespace confab::model
