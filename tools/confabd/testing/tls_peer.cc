#include "tools/confabd/testing/tls_peer.h"

#include <netinet/in.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstddef>

#include "tools/examples/chat_peer.h"

namespace confab {

TlsPeer::TlsPeer(uint16_t port, int version_max)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      context_(SSL_CTX_new(TLS_client_method())) {
  const timeval patience{kPatience.count(), 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return;
  SSL_CTX_set_security_level(context_.get(), 0);  // for versions that must be refused
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), version_max);
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), socket_);
  is_up_ = SSL_connect(ssl_.get()) == 1;
}

TlsPeer::~TlsPeer() { close(socket_); }

std::string TlsPeer::certificate_name() const {
  X509* certificate = SSL_get0_peer_certificate(ssl_.get());
  if (certificate == nullptr) return "";
  char name[256] = "";
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof(name));
  return name;
}

bool TlsPeer::Say(std::string_view bytes) {
  return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
         static_cast<int>(bytes.size());
}

std::string TlsPeer::LineWith(std::string_view part) {
  for (;;) {
    const size_t end = unread_.find("\r\n");
    if (end == std::string::npos) {
      if (!Fill()) return "";
      continue;
    }
    const std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 2);
    if (line.find(part) != std::string::npos) return line;
  }
}

bool TlsPeer::SeesTheEnd() {
  while (Fill()) {
  }
  return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

bool TlsPeer::Fill() {
  char bytes[4096];
  const int count = is_up_ ? SSL_read(ssl_.get(), bytes, sizeof(bytes)) : 0;
  if (count <= 0) return false;
  unread_.append(bytes, static_cast<size_t>(count));
  return true;
}

}  // namespace confab
