#!/usr/bin/env bash
# Passes if a build with a planted defect still breaks the law that a kept scenario expects.
#   replay_planted.sh NAME BINARY SCENARIO
set -euo pipefail

main() {
  local name=$1 binary=$2 scenario=$3 report
  report=$(CONFAB_PLANTED=$name "$binary" replay "$scenario" || true)
  echo "$report"
  grep -q '^expected: .*: met$' <<<"$report"
}

main "$@"
