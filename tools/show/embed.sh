#!/usr/bin/env bash
# Writes page.cc: functions that return files as text.
#   embed.sh HTML CSS JS...
set -euo pipefail

embed() {
  local name=$1
  shift
  printf 'std::string_view %s() {\n  return R"page~(' "$name"
  cat "$@"
  printf ')page~";\n}\n'
}

echo '#include "tools/show/page.h"'
echo 'namespace confab::tools {'
embed PageHtml "$1"
embed PageCss "$2"
embed PageScript "${@:3}"
echo '}  // namespace confab::tools'
