// The items of a parameter that is a list.
//
//   ListItems items("#a,,#b");
//   while (const std::optional<std::string_view> item = items.Next()) Join(*item);   // #a, #b
//   items.before();                                // what was read before the last item
//
// Invariants: items are parted by commas; empty ones are skipped; order is kept.

#ifndef CONFAB_SERVER_CORE_COMMANDS_LIST_ITEMS_H_
#define CONFAB_SERVER_CORE_COMMANDS_LIST_ITEMS_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace confab {

class ListItems {
 public:
  explicit ListItems(std::string_view list) : list_(list) {}

  std::optional<std::string_view> Next();

  std::string_view before() const { return list_.substr(0, item_at_); }

 private:
  std::string_view list_;
  size_t item_at_ = 0;  // of the last item
  size_t next_at_ = 0;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_LIST_ITEMS_H_
