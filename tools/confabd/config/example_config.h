// Settings as a configuration file that explains itself.
//
//   std::fputs(ExampleConfig(Settings{}).c_str(), stdout);   // `confabd example-config`
//
// Invariants: reads back as the same settings; each key of the table is there with its purpose, its
// default and the values it may have, the last in the words of Validate.

#ifndef CONFAB_TOOLS_CONFABD_CONFIG_EXAMPLE_CONFIG_H_
#define CONFAB_TOOLS_CONFABD_CONFIG_EXAMPLE_CONFIG_H_

#include <string>

#include "tools/confabd/config/settings.h"

namespace confab {

std::string ExampleConfig(const Settings& settings);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_CONFIG_EXAMPLE_CONFIG_H_
