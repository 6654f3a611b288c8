// confab with the toy on trial. What replays a file is the program that found it.
#include <cstdlib>
#include <string>

#include "tools/confab/confab.h"
#include "tools/examples/toy_trial.h"

int main(int argc, char** argv) {
  const std::string replay = std::string(argv[0]) + " replay";
  setenv("CONFAB_REPLAY_COMMAND", replay.c_str(), /*overwrite=*/0);
  return confab::tools::RunConfab(confab::tools::ToyTrial(), argc, argv);
}
