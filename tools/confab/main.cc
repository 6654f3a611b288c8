#include "props/laws/trial.h"
#include "tools/confab/confab.h"

int main(int argc, char** argv) {
  return confab::tools::RunConfab(confab::props::ChatTrial(), argc, argv);
}
