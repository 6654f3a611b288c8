#!/usr/bin/env bash
# Plays the sessions of a page again: each block of kind `debug` must come out as it stands there,
# with its exit code.
#   session_test.sh PAGE CONFAB PLANTED SCENARIO...
# PLANTED is the defect in that confab, or "none".
set -uo pipefail

readonly PAGE=$PWD/$1 CONFAB=$PWD/$2 PLANTED=$3
shift 3

# Block N of the page, as it stands.
block() {
  awk -v wanted="$1" '
    /^```debug$/ { ++n; inside = 1; next }
    /^```/ { inside = 0 }
    inside && n == wanted { print }' "$PAGE"
}

# What the reader is told to type, and what the shell says at the end, are not the console's.
play() {
  local number=$1 expected scenario code=0
  expected=$(block "$number")
  scenario=$(sed -n '1s/.* //p' <<<"$expected")
  sed -n 's/^\[[^]]*\] //p' <<<"$expected" >commands
  "$CONFAB" debug "$scenario" <commands >out || code=$?
  { echo "${expected%%$'\n'*}" && cat out && echo "\$ echo \$?" && echo "$code"; } >whole
  diff <(echo "$expected") whole
}

main() {
  local scenario number=0 failures=0
  [[ $PLANTED == none ]] || export CONFAB_PLANTED=$PLANTED
  for scenario in "$@"; do
    mkdir -p "$TEST_TMPDIR/${scenario%/*}"
    cp "$scenario" "$TEST_TMPDIR/$scenario"
  done
  cd "$TEST_TMPDIR" || exit 1
  while [[ -n $(block $((number + 1))) ]]; do
    number=$((number + 1))
    play "$number" || failures=$((failures + 1))
  done
  ((number > 0 && failures == 0))
}

main "$@"
