#include "tools/confabd/net/stream.h"

#include <openssl/err.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "server_core/api/check.h"
#include "tools/confabd/net/tls_context.h"

namespace confab {
namespace {

using Outcome = Transfer::Outcome;

constexpr char kClosed[] = "Connection closed";

// More in one call than TLS or the kernel would take anyway.
constexpr size_t kWriteBytesMax = 1 << 20;

Transfer SystemResult(ssize_t count, Outcome wants) {
  if (count > 0) return {Outcome::kDone, static_cast<size_t>(count)};
  if (count == 0) return {Outcome::kOver, 0, kClosed};
  if (errno == EAGAIN || errno == EINTR) return {wants, 0};
  return {Outcome::kOver, 0, std::strerror(errno)};
}

}  // namespace

Stream::Stream(int descriptor, SSL_CTX* tls) : descriptor_(descriptor) {
  if (tls == nullptr) return;
  ssl_.reset(SSL_new(tls));
  CONFAB_CHECK(ssl_ != nullptr && SSL_set_fd(ssl_.get(), descriptor) == 1);
  SSL_set_accept_state(ssl_.get());
}

Transfer Stream::Handshake() {
  if (ssl_ == nullptr) return {};
  ERR_clear_error();
  const int code = SSL_do_handshake(ssl_.get());
  return code == 1 ? Transfer{} : TlsResult(code);
}

Transfer Stream::Read(char* buffer, size_t size) {
  if (ssl_ == nullptr) {
    return SystemResult(recv(descriptor_, buffer, size, 0), Outcome::kWantsRead);
  }
  ERR_clear_error();
  return TlsResult(SSL_read(ssl_.get(), buffer, static_cast<int>(size)));
}

Transfer Stream::Write(std::string_view bytes) {
  if (bytes.empty()) return {};
  const size_t size = std::min(bytes.size(), kWriteBytesMax);
  if (ssl_ == nullptr) {
    return SystemResult(send(descriptor_, bytes.data(), size, MSG_NOSIGNAL), Outcome::kWantsWrite);
  }
  ERR_clear_error();
  return TlsResult(SSL_write(ssl_.get(), bytes.data(), static_cast<int>(size)));
}

void Stream::Finish() {
  if (ssl_ != nullptr && SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
  shutdown(descriptor_, SHUT_WR);
}

Transfer Stream::TlsResult(int code) {
  if (code > 0) return {Outcome::kDone, static_cast<size_t>(code)};
  const int system_error = errno;
  switch (SSL_get_error(ssl_.get(), code)) {
    case SSL_ERROR_WANT_READ:
      return {Outcome::kWantsRead, 0};
    case SSL_ERROR_WANT_WRITE:
      return {Outcome::kWantsWrite, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {Outcome::kOver, 0, kClosed};
    case SSL_ERROR_SYSCALL:
      return {Outcome::kOver, 0, system_error == 0 ? kClosed : std::strerror(system_error)};
    default:
      return {Outcome::kOver, 0, "TLS: " + TlsFault()};
  }
}

}  // namespace confab
