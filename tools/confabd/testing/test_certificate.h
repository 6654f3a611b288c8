// A fresh self-signed certificate and its key, as PEM files.
//
//   WriteTestCertificate(folder + "/cert.pem", folder + "/key.pem", "irc.example.org");
//
// Invariants: each call makes a new key; valid from now for a day.

#ifndef CONFAB_TOOLS_CONFABD_TESTING_TEST_CERTIFICATE_H_
#define CONFAB_TOOLS_CONFABD_TESTING_TEST_CERTIFICATE_H_

#include <string>

namespace confab {

// False if a file could not be written.
bool WriteTestCertificate(const std::string& certificate_file, const std::string& key_file,
                          const std::string& name);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_TESTING_TEST_CERTIFICATE_H_
