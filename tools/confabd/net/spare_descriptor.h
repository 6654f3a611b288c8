// A descriptor kept in reserve, so that a peer can be refused in words when there is no other left.
//
//   SpareDescriptor spare;
//   const asio::error_code error = spare.RefuseOne(listener, "ERROR :full\r\n");
//   if (error == asio::error::would_block) ...   // nobody is waiting any more
//
// Invariants: nothing blocks. After a call the descriptor is in reserve again, unless somebody else
// took it meanwhile; then no_descriptors says so, and the next call tries to get it back.

#ifndef CONFAB_TOOLS_CONFABD_NET_SPARE_DESCRIPTOR_H_
#define CONFAB_TOOLS_CONFABD_NET_SPARE_DESCRIPTOR_H_

#include <asio/error_code.hpp>
#include <string_view>

namespace confab {

class SpareDescriptor {
 public:
  SpareDescriptor();
  ~SpareDescriptor();
  SpareDescriptor(const SpareDescriptor&) = delete;
  SpareDescriptor& operator=(const SpareDescriptor&) = delete;

  // Accepts one peer of the listener, tells it the line and closes it.
  asio::error_code RefuseOne(int listener, std::string_view line);

 private:
  int descriptor_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_NET_SPARE_DESCRIPTOR_H_
