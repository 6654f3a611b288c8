#!/usr/bin/env bash
# Passes if the identity matrix notices what a patch plants, and names the very step.
#   expect_divergence.sh IDENTITY SCENARIO PATCH    PATCH says `Diverges-at: STEP INPUT`
#   expect_divergence.sh IDENTITY SCENARIO          nothing is planted: all ways must agree
set -euo pipefail

readonly IDENTITY=$PWD/$1 SCENARIO=$2 PATCH=${3:-}
readonly DIR=${TEST_TMPDIR:-$(mktemp -d)}

# Other processes for the same scenario: words to put before the program.
environments() {
  echo "env"
  echo "env MALLOC_PERTURB_=85 MALLOC_ARENA_MAX=1"
  echo "env MALLOC_PERTURB_=170 MALLOC_MMAP_THRESHOLD_=512"
  echo "env LC_ALL=tr_TR.UTF-8 TZ=Pacific/Chatham"
  ! setarch -R true 2>/dev/null || echo "setarch -R"
}

run_all_ways() {
  local words
  "$IDENTITY" --way reference --save "$DIR/trails" "$SCENARIO" || true
  while read -r words; do
    # shellcheck disable=SC2086  # several words on purpose
    $words "$IDENTITY" --way "$words" --once --against "$DIR/trails" "$SCENARIO" || true
  done < <(environments)
}

fail() {
  echo "$*"
  cat "$DIR/out"
  exit 1
}

# Every report must name the step, and the input that it was given.
check_divergence() {
  local step=$1 input=$2 steps
  steps=$(sed -n 's/^ *first different step: \([0-9]*\) at .*/\1/p' "$DIR/out" | sort -nu)
  [[ -n $steps ]] || fail "No way differs, so the matrix is blind to this."
  [[ $steps == "$step" ]] || fail "The first different step must be $step, not: $steps"
  grep -A3 'first different step' "$DIR/out" | grep -qF -- "> $input" ||
    fail "The report does not say that the input was: $input"
}

main() {
  local expected
  run_all_ways >"$DIR/out" 2>&1
  if [[ -z $PATCH ]]; then
    ! grep -q ': identity: ' "$DIR/out" || fail "Two ways differ though nothing is planted."
    (($(grep -c ' crossroads' "$DIR/out") == $(environments | wc -l) + 1)) || fail "A way did not run."
    return
  fi
  expected=$(sed -n '/^--- /q; s/^Diverges-at: *//p' "$PATCH")
  check_divergence "${expected%% *}" "${expected#* }"
}

main
