#!/usr/bin/env bash
# The tools on another server: its laws hold, defects planted into it are found, shrunk and shown.
#   toy_confab_test.sh TOY_CONFAB BUSY_HEARER_SKIPPED HALF_LINE_TOLD_AGAIN TOY_CHAT_CC
set -uo pipefail

readonly TOY=$PWD/$1 PLANTED=$PWD/$2 OTHER=$PWD/$3 SOURCE=$PWD/$4
readonly DIR=${TEST_TMPDIR:-$(mktemp -d)}
readonly LINES_MAX=100
failures=0

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# run CODE PROGRAM ARGUMENTS...: runs the program and expects that exit code.
run() {
  local expected=$1 code=0
  shift
  "$@" >"$DIR/out" 2>"$DIR/err" || code=$?
  ((code == expected)) || fail "$*: exit $code, not $expected: $(tail -n 3 "$DIR/out" "$DIR/err")"
}

says() { grep -qF -- "$1" "$DIR/out" || fail "output lacks '$1': $(cat "$DIR/out")"; }

test_smallness() {
  local lines
  lines=$(sed -n '/^class ToyChat/,/^};/p' "$SOURCE" | wc -l)
  ((lines > 50 && lines < LINES_MAX)) || fail "the toy has $lines lines, not under $LINES_MAX"
}

test_laws_hold() {
  run 0 "$TOY" laws && says 'told-once'
  run 0 "$TOY" explore --runs 200 --jobs 1 && says 'all laws hold'
  run 0 "$TOY" explore --strategy novelty --runs 64 --jobs 1 && says 'all laws hold'
}

test_what_is_the_chat_servers_is_refused() {
  run 2 "$TOY" explore --strategy plain --runs 1
  run 2 "$TOY" explore --probes strict --runs 1
  run 2 "$TOY" replay --as-test --seed 1
}

# finds PROGRAM RULE SIZE: breaks the law in a few runs, and becomes the smallest there can be.
finds() {
  CONFAB_PLANTED=${1##*/} run 1 "$1" explore --runs 200 --jobs 1 --out "$DIR"
  says "BROKEN: told-once (rule $2, safety)"
  says "size      $3"
  says 'nothing more can go'
  [[ -s $(kept_of "$1") ]] || fail "no scenario was kept: $(ls "$DIR")"
}

kept_of() { echo "$DIR/${1##*/}"-told-once-*.textproto; }

# Two connect, and one says two lines: in one piece, or one after the other.
test_defects_are_found_and_shrunk() {
  finds "$PLANTED" unheard '3 actions of 2 clients, 0 faults'
  finds "$OTHER" unsaid '4 actions of 2 clients, 0 faults'
}

test_replay() {
  run 0 "$TOY" replay "$(kept_of "$PLANTED")" && says 'holds: 1 law'
  says 'as the defect busy-hearer-skipped is not planted here: met'
  run 1 "$PLANTED" replay "$(kept_of "$PLANTED")" && says 'BROKEN: told-once (rule unheard'
}

test_debug() {
  run 1 "$PLANTED" debug "$(kept_of "$PLANTED")" --command run --command back --command state
  says 'BROKEN: told-once' && says 'link 1 queued=0 half=0'
}

test_views() {
  run 0 "$PLANTED" explain "$(kept_of "$PLANTED")"
  run 0 "$PLANTED" show "$(kept_of "$PLANTED")" --mermaid - && says 'sequenceDiagram'
  run 0 "$PLANTED" show "$(kept_of "$PLANTED")" --html "$DIR/run.html"
  local text
  for text in '<!doctype html>' 'told-once' 'was told' 'link 1'; do
    grep -qiF -- "$text" "$DIR/run.html" || fail "the page lacks '$text'"
  done
}

test_smallness
test_laws_hold
test_what_is_the_chat_servers_is_refused
test_defects_are_found_and_shrunk
test_replay
test_debug
test_views
((failures == 0)) || exit 1
