#!/usr/bin/env bash
# Campaigns: pieces add up to the whole, and what was finished survives kill -9.
#   campaign_test.sh CONFAB
set -uo pipefail

readonly CONFAB=$PWD/$1
PIECE=$PWD/$(dirname "${BASH_SOURCE[0]}")/piece.sh
[[ -e $PIECE ]] || PIECE=$PWD/tools/campaign/piece.sh
readonly PIECE
readonly DIR=${TEST_TMPDIR:-$(mktemp -d)}
failures=0

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# What two campaigns must have in common, however they were cut and timed.
gist() { "$CONFAB" report "$@" | sed -E 's/ in [0-9]+ chunks, in .*//' | grep -v '^  WARNING' || true; }

whole() { "$CONFAB" campaign --runs "$1" --results "$DIR/whole-$1.jsonl" >/dev/null 2>&1 || fail "whole: $?"; }

# Two runs of two shards: no seed twice, none left out.
test_pieces_add_up() {
  local run shard
  whole 103
  for run in 1 2; do
    for shard in 0 1; do
      mkdir -p "$DIR/piece-$run-$shard"
      TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=$shard TEST_RUN_NUMBER=$run TEST_SHARD_STATUS_FILE= \
        TEST_UNDECLARED_OUTPUTS_DIR=$DIR/piece-$run-$shard \
        "$PIECE" "$CONFAB" --runs=103 --times=2 --chunk 10 >/dev/null 2>&1 || fail "piece $run $shard: $?"
    done
  done
  cat "$DIR"/piece-*/results.jsonl >"$DIR/pieces.jsonl"
  "$CONFAB" report "$DIR/pieces.jsonl" | grep -q '^  runs      103 in 12 chunks' ||
    fail "not 103 runs: $("$CONFAB" report "$DIR/pieces.jsonl")"
  ! "$CONFAB" report "$DIR/pieces.jsonl" | grep -q WARNING || fail 'seeds ran twice'
  diff <(gist "$DIR/whole-103.jsonl") <(gist "$DIR/pieces.jsonl") || fail 'pieces differ from the whole'
  "$CONFAB" report "$DIR/pieces.jsonl" "$DIR/whole-103.jsonl" | grep -q WARNING ||
    fail 'seeds that ran twice go unnoticed'
}

lines_of() { wc -l 2>/dev/null <"$1" || echo 0; }

test_kill_9_loses_no_line() {
  local file=$DIR/killed.jsonl pid total
  "$CONFAB" campaign --runs 1000000 --chunk 20 --results "$file" >/dev/null 2>&1 &
  pid=$!
  for _ in $(seq 600); do
    (($(lines_of "$file") < 3)) || break
    sleep 0.1
  done
  kill -9 "$pid"
  wait "$pid" 2>/dev/null
  (($(lines_of "$file") >= 3)) || fail 'no three lines in a minute'
  [[ -z $(tail -c 1 "$file") ]] || fail 'the last line is not whole'
  ! grep -qv '^{.*}$' "$file" || fail 'a line is not whole'
  total=$(($(lines_of "$file") * 20 + 50))
  printf '{"format": 1, "comm' >>"$file"
  ! "$CONFAB" campaign --runs "$total" --results "$file" 2>"$DIR/err" || fail 'ran over old results'
  grep -q -e '--resume' "$DIR/err" || fail 'does not say how to go on'
  "$CONFAB" campaign --resume --runs "$total" --results "$file" >/dev/null 2>&1 || fail "resume: $?"
  whole "$total"
  diff <(gist "$DIR/whole-$total.jsonl") <(gist "$file") || fail 'what was resumed differs'
}

test_failures_are_kept_and_do_not_stop_it() {
  local code=0 scenario
  CONFAB_REPLAY_COMMAND='tools/dev replay' "$CONFAB" campaign --law canary --runs 5 \
    --results "$DIR/canary.jsonl" --out "$DIR/found" >"$DIR/out" 2>&1 || code=$?
  ((code == 1)) || fail "canary: exit $code, not 1"
  grep -q 'BROKEN: canary .* by 5 seeds, first 1' "$DIR/out" || fail "not five seeds: $(cat "$DIR/out")"
  scenario=$(echo "$DIR"/found/*.textproto)
  [[ -s $scenario ]] || fail 'not one scenario was kept'
  "$CONFAB" report --html "$DIR/page.html" "$DIR/canary.jsonl" >/dev/null || fail 'no page'
  grep -qF "${scenario##*/}" "$DIR/page.html" || fail 'the page does not say how to replay'
}

test_pieces_add_up
test_kill_9_loses_no_line
test_failures_are_kept_and_do_not_stop_it
((failures == 0))
