#include "tools/confabd/net/spare_descriptor.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <asio/error.hpp>
#include <cerrno>

namespace confab {
namespace {

int Reserve() { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

// What it has sent already is taken: closing a socket with unread bytes resets it, which may
// overtake the line.
void SayAndClose(int socket, std::string_view line) {
  send(socket, line.data(), line.size(), MSG_NOSIGNAL);
  shutdown(socket, SHUT_WR);
  char bytes[4096];
  recv(socket, bytes, sizeof(bytes), 0);
  close(socket);
}

}  // namespace

SpareDescriptor::SpareDescriptor() : descriptor_(Reserve()) {}

SpareDescriptor::~SpareDescriptor() {
  if (descriptor_ >= 0) close(descriptor_);
}

asio::error_code SpareDescriptor::RefuseOne(int listener, std::string_view line) {
  if (descriptor_ >= 0) close(descriptor_);
  const int socket = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  const int error = socket < 0 ? errno : 0;
  if (socket >= 0) SayAndClose(socket, line);
  descriptor_ = Reserve();
  return {error, asio::error::get_system_category()};
}

}  // namespace confab
