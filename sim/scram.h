// The stand-in for SCRAM's arithmetic: right in form and in who knows what, worthless as secrecy.
//
//   ProofOf("secret", message) == ProofOf("secret", message);
//   AuthEscaped("a b") == "a\\bb";   // AUTH data on the wire (Q218955)
//
// Invariants: a proof depends on the password and on every byte of the message; nonces are hashed
// from their causes and full of the bytes that the escaping of AUTH trips over.

#ifndef CONFAB_SIM_SCRAM_H_
#define CONFAB_SIM_SCRAM_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace confab::sim {

// Base64 of 16 bytes, 24 characters.
std::string ProofOf(std::string_view password, std::string_view auth_message);
std::string SignatureOf(std::string_view password, std::string_view auth_message);
std::string SaltOf(std::string_view account);

// 18 printable characters without comma, among them backslashes.
std::string NonceOf(uint64_t salt, uint64_t cause, uint64_t ordinal);

std::string AuthEscaped(std::string_view data);
std::string AuthUnescaped(std::string_view data);

// A name inside a SCRAM message: "," and "=" written as =2C and =3D.
std::string SaslName(std::string_view name);

}  // namespace confab::sim

#endif  // CONFAB_SIM_SCRAM_H_
