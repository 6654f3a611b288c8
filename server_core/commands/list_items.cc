#include "server_core/commands/list_items.h"

#include <algorithm>

namespace confab {

std::optional<std::string_view> ListItems::Next() {
  item_at_ = std::min(list_.find_first_not_of(',', next_at_), list_.size());
  next_at_ = std::min(list_.find(',', item_at_), list_.size());
  if (item_at_ == list_.size()) return std::nullopt;
  return list_.substr(item_at_, next_at_ - item_at_);
}

}  // namespace confab
