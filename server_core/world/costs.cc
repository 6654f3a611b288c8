#include "server_core/world/costs.h"

namespace confab {
namespace {

template <typename... Texts>
int64_t SizesOf(const Texts&... texts) {
  return static_cast<int64_t>((texts.size() + ...));
}

}  // namespace

int64_t TextBytes(const Client& client) {
  return SizesOf(client.user_name, client.realname, client.account);
}

int64_t TextBytes(const Topic& topic) { return SizesOf(topic.text, topic.setter); }

int64_t TextBytes(const AuthExchange& exchange) {
  return SizesOf(exchange.account, exchange.gs2_header, exchange.client_first_bare,
                 exchange.server_first, exchange.nonces);
}

}  // namespace confab
