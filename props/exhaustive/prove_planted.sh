#!/usr/bin/env bash
# Passes if every order of a tiny world finds a planted defect by that law, and what is kept breaks
# the law again.
#   prove_planted.sh NAME BINARY WORLD LAW
set -euo pipefail

readonly DIR=${TEST_TMPDIR:-$(mktemp -d)}

main() {
  local name=$1 binary=$2 world=$3 law=$4 report
  report=$(CONFAB_PLANTED=$name "$binary" explore --strategy exhaustive --world "$world" --law "$law" \
    --no-shrink --jobs 1 --out "$DIR" || true)
  echo "$report"
  grep -q "^BROKEN: $law " <<<"$report"
  report=$(CONFAB_PLANTED=$name "$binary" replay "$DIR/$name-$law"-*.textproto || true)
  echo "$report"
  grep -q '^expected: .*: met$' <<<"$report"
}

main "$@"
