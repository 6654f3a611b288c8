// Our own mistakes stop the program, also in release builds: a wrong server is worse than none.
//
//   CONFAB_CHECK(now.mono >= last_);   // prints file, line and the expression, then aborts

#ifndef CONFAB_SERVER_CORE_API_CHECK_H_
#define CONFAB_SERVER_CORE_API_CHECK_H_

namespace confab {

[[noreturn]] void CheckFailed(const char* file, int line, const char* expression);

}  // namespace confab

#define CONFAB_CHECK(condition) \
  (static_cast<bool>(condition) ? void(0) : ::confab::CheckFailed(__FILE__, __LINE__, #condition))

#endif  // CONFAB_SERVER_CORE_API_CHECK_H_
