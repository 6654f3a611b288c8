#include "server_core/reply/audience.h"

namespace confab {

bool Audience::Admit(ClientId id) {
  if (id.slot >= heard_.size()) heard_.resize(id.slot + size_t{1});
  if (heard_[id.slot] == round_) return false;
  heard_[id.slot] = round_;
  return true;
}

}  // namespace confab
