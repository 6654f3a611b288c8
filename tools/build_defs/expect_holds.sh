#!/usr/bin/env bash
# Passes if a law holds on the tool as it ships. See mutant.bzl.
#   expect_holds.sh BINARY LAW RUNS BUDGET_S
set -euo pipefail

main() {
  local binary=$1 law=$2 runs=$3 budget_s=$4 code=0
  timeout -k 5 "$budget_s" "$binary" explore --law "$law" --seed 1 --runs "$runs" \
    --no-shrink || code=$?
  ((code == 0)) && return 0
  echo "$law does not hold without any defect planted (exit $code), so it kills nothing."
  return 1
}

main "$@"
