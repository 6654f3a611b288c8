// Nonblocking bytes over a connected socket, with TLS or without: one shape for both.
//
//   Stream stream(descriptor, tls);               // tls: null for plain
//   while (!stream.Handshake().is_done()) ...     // at once for plain
//   const Transfer read = stream.Read(buffer, sizeof(buffer));
//   const Transfer written = stream.Write(bytes);
//   stream.Finish();                              // says that nothing more comes
//
// Invariants: nothing blocks. A transfer that is done moved at least one byte, unless there was
// nothing to move. The descriptor is not owned and must outlive the stream.

#ifndef CONFAB_TOOLS_CONFABD_NET_STREAM_H_
#define CONFAB_TOOLS_CONFABD_NET_STREAM_H_

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace confab {

struct Transfer {
  enum class Outcome : uint8_t {
    kDone,
    kWantsRead,   // try again when the descriptor is readable
    kWantsWrite,  // try again when it is writable
    kOver,        // the stream has ended; `why`
  };

  bool is_done() const { return outcome == Outcome::kDone; }
  bool is_over() const { return outcome == Outcome::kOver; }

  Outcome outcome = Outcome::kDone;
  size_t bytes = 0;
  std::string why = {};  // short printable text
};

class Stream {
 public:
  Stream(int descriptor, SSL_CTX* tls);

  Transfer Handshake();
  Transfer Read(char* buffer, size_t size);
  Transfer Write(std::string_view bytes);

  // Bytes that have left the descriptor but not yet the stream: no readiness will tell of them.
  bool HasPending() const { return ssl_ != nullptr && SSL_pending(ssl_.get()) > 0; }

  void Finish();

  bool is_tls() const { return ssl_ != nullptr; }

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  Transfer TlsResult(int code);

  int descriptor_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_NET_STREAM_H_
