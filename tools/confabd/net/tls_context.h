// A certificate and its key, ready to serve TLS 1.2 and later.
//
//   absl::StatusOr<TlsContext> context = LoadTlsContext("cert.pem", "key.pem");
//   if (!context.ok()) return Fail(context.status());   // names the file
//   Stream stream(descriptor, context->get());
//
// Invariants: never changed once loaded; a stream keeps what it needs of it alive, so it may be
// replaced while connections live. No renegotiation, no compression, no tickets.

#ifndef CONFAB_TOOLS_CONFABD_NET_TLS_CONTEXT_H_
#define CONFAB_TOOLS_CONFABD_NET_TLS_CONTEXT_H_

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace confab {

struct FreeTlsContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeTlsContext>;

absl::StatusOr<TlsContext> LoadTlsContext(const std::string& certificate_file,
                                          const std::string& key_file);

// Why the last call of OpenSSL on this thread failed, in its words; forgets it.
std::string TlsFault();

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_NET_TLS_CONTEXT_H_
