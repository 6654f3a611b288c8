#include "server_core/api/check.h"

#include <cstdio>
#include <cstdlib>

namespace confab {

void CheckFailed(const char* file, int line, const char* expression) {
  std::fprintf(stderr, "%s:%d: CONFAB_CHECK failed: %s\n", file, line, expression);
  std::abort();
}

}  // namespace confab
