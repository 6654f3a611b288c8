// `confab identity` alone: few objects, so that it can be built in many ways.
#include <iostream>
#include <string>
#include <vector>

#include "tools/identity/identity_command.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  for (const std::string& argument : arguments) {
    if (argument != "--help") continue;
    std::cout << confab::tools::kIdentityHelp;
    return 0;
  }
  return static_cast<int>(confab::tools::Identity(arguments, std::cout, std::cerr));
}
