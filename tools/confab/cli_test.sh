#!/usr/bin/env bash
# The program as a user meets it: exit codes, messages, files.
#   cli_test.sh CONFAB
set -uo pipefail

readonly CONFAB=$PWD/$1
readonly DIR=${TEST_TMPDIR:-$(mktemp -d)}
failures=0

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# run CODE ARGUMENTS...: runs the program and expects that exit code.
run() {
  local expected=$1 code=0
  shift
  "$CONFAB" "$@" >"$DIR/out" 2>"$DIR/err" || code=$?
  ((code == expected)) || fail "confab $*: exit $code, not $expected: $(tail -n 3 "$DIR/out" "$DIR/err")"
}

says() { grep -qF -- "$1" "$DIR/out" || fail "output lacks '$1'"; }

# refuses ARGUMENTS...: exit 2 and one line that says why.
refuses() {
  local text=$1
  shift
  run 2 "$@"
  [[ $(wc -l <"$DIR/err") == 1 ]] || fail "confab $*: not one line: $(cat "$DIR/err")"
  grep -qF -- "$text" "$DIR/err" || fail "confab $*: '$(cat "$DIR/err")' lacks '$text'"
}

test_help() {
  run 0 --help && says 'explore'
  run 0 --version && says 'confab'
  local command
  for command in explore replay shrink show debug identity laws worlds; do
    run 0 "$command" --help && says "Usage: confab $command"
  done
  run 0 laws && says 'keepalive'
}

test_bad_input() {
  refuses 'no command given'
  refuses "no command 'fly'" fly
  refuses 'no flag --fast' explore --fast
  refuses "no law 'gravity'" explore --law gravity
  refuses "no profile 'calm'" explore --profile calm
  refuses "no strategy 'luck'" explore --strategy luck
  refuses '--probes is off' explore --probes all
  refuses '--seed needs a number' explore --seed x
  refuses '--for needs a time' explore --for soon
  refuses '--jobs must be' explore --jobs 0
  refuses 'needs one FILE' replay
  refuses 'No such file' replay "$DIR/none.textproto"
  refuses 'is a directory' replay "$DIR"
  echo 'client { id: 1 colour: 3 }' >"$DIR/unknown.textproto"
  refuses 'colour' replay "$DIR/unknown.textproto"
  echo 'client {' >"$DIR/torn.textproto"
  refuses "$DIR/torn.textproto" replay "$DIR/torn.textproto"
  echo 'format: 99' >"$DIR/newer.textproto"
  refuses 'format' replay "$DIR/newer.textproto"
  refuses 'needs one FILE' show
  refuses 'No such file' show "$DIR/none.textproto"
  refuses 'nothing to shrink' shrink "$DIR/calm.textproto"
}

test_explore() {
  run 0 explore --runs 50 --jobs 2 --json "$DIR/report.json" && says 'all laws hold'
  grep -q '"failures": \[\]' "$DIR/report.json" || fail 'the report names failures'
  grep -q '"runs": 50' "$DIR/report.json" || fail 'the report does not count 50 runs'
}

test_strategies() {
  local strategy
  for strategy in plain swarm novelty; do
    run 0 explore --strategy "$strategy" --runs 40 --jobs 2 --json "$DIR/report.json"
    says "by $strategy of profile mixed"
    grep -q '"runs": 40' "$DIR/report.json" || fail "$strategy does not count 40 runs"
  done
  run 1 explore --strategy novelty --law canary --runs 2 --out "$DIR/found"
  says 'BROKEN: canary'
}

# That a probe can fail a campaign is shown by one that nothing reaches.
# The counts are those of the worlds: 126 is 9 above 4.
test_worlds() {
  run 0 worlds && says 'one-nick ' && says '34650'
  local proof=(explore --strategy exhaustive --jobs 2 --out "$DIR/proof")
  run 0 "${proof[@]}" --world dialects --json "$DIR/proof.json"
  says 'complete: every interleaving of this world obeys all laws'
  grep -qF '"interleavings": 126, "executed": 2, "covered": 124' "$DIR/proof.json" ||
    fail "not the counts of dialects: $(cat "$DIR/proof.json")"
  run 0 "${proof[@]}" --world dialects --reduction none --json "$DIR/proof.json"
  grep -qF '"interleavings": 126, "executed": 126, "covered": 0' "$DIR/proof.json" ||
    fail "not every order of dialects: $(cat "$DIR/proof.json")"
  run 0 "${proof[@]}" --all --clients 2 --length 1 && says '22 of 22'
  run 1 "${proof[@]}" --law canary --world half-lines --no-shrink && says 'run 1 of it'
  run 1 replay "$DIR/proof/NAME-canary-1.textproto" && says 'expected: canary'
  refuses "no world 'none'; there are: one-nick" "${proof[@]}" --world none
  refuses 'no flag --seed' "${proof[@]}" --seed 1
  refuses '--all is instead of --world' "${proof[@]}" --all --world one-nick
  refuses '--clients and --length go with --all' "${proof[@]}" --length 2
  refuses '--length must be from 1 to' "${proof[@]}" --all --length 7
  refuses '--reduction is' "${proof[@]}" --reduction some
}

test_probes() {
  run 0 explore --runs 10 --probes strict && says 'that should be sometimes'
  run 7 explore --runs 10 --probes canary --json "$DIR/report.json"
  says 'NOT REACHED in 1 runs: canary'
  grep -q '"missed": \[{"name": "canary"' "$DIR/report.json" || fail 'the canary is not in the report'
  run 0 explore --runs 10 --probes off
  ! grep -q probes "$DIR/out" || fail 'probes are told though nobody looked'
}

test_canary() {
  run 1 explore --law canary --runs 1 --out "$DIR/found" --json "$DIR/report.json"
  says 'BROKEN: canary'
  says 'tools/dev replay --planted NAME'
  grep -q '"law": "canary"' "$DIR/report.json" || fail 'the report does not name the canary'
  grep -q '"runs": 1,' "$DIR/report.json" || fail 'the report does not count the run'
  [[ -s $DIR/found/NAME-canary-1.textproto ]] || fail "no scenario was kept: $(ls "$DIR/found")"
  run 1 replay "$DIR/found/NAME-canary-1.textproto" && says 'expected: canary'
  run 1 replay --law canary --seed 1 && says 'BROKEN'
  run 0 shrink --law canary "$DIR/found/NAME-canary-1.textproto" && says 'to 1 action of 1 client, 0 faults'
}

test_show() {
  local file=$DIR/found/NAME-canary-1.textproto
  run 0 show "$file" && says 'BROKEN: canary'
  run 0 show --law keepalive "$file" && says 'holds: 1 law'
  run 0 show "$file" --mermaid - && says 'sequenceDiagram'
  run 0 show "$file" --html "$DIR/run.html" --perfetto "$DIR/run.json" --pcapng "$DIR/run.pcapng"
  grep -qF 'tools/dev replay --planted NAME' "$DIR/run.html" || fail 'the page lacks the replay command'
  run 2 show "$file" --html "$DIR/none/run.html"
}

# On a terminal there is a history, and what is asked for twice is done twice.
test_debug() {
  local file=$DIR/found/NAME-canary-1.textproto
  run 1 debug "$file" --command run --command back && says 'BROKEN: canary'
  run 0 debug "$file" --command back && says 'nothing has happened yet'
  run 2 debug "$file" --command fly && says "refused: no command 'fly'"
  refuses 'needs one FILE' debug
  refuses 'No such file' debug "$DIR/none.textproto"
  printf 'step 1\nback\n\e[A\e[A\nquit\n' |
    TERM=xterm script -qec "'$CONFAB' debug --law keepalive '$file'" /dev/null >"$DIR/out"
  says 'event 1, '
  says '[event 1, 0 s] quit'
}

hash_of() { sed -n 's/^trace_hash: \([0-9a-f]\{32\}\)$/\1/p' "$DIR/out"; }

test_replay_twice() {
  local once
  run 0 replay --seed 7 --transcript
  once=$(hash_of)
  [[ -n $once ]] || fail 'no trace hash'
  cp "$DIR/out" "$DIR/once"
  run 0 replay --seed 7 --transcript
  cmp -s "$DIR/out" "$DIR/once" || fail 'two replays differ'
  run 0 replay --seed 8
  [[ $(hash_of) != "$once" ]] || fail 'other seeds have the same hash'
}

# One run is one run, whichever command asks for it.
test_identity() {
  local replayed
  run 0 replay --law welcome-once --seed 7
  replayed=$(hash_of)
  run 0 identity --seeds 7..7 --save "$DIR/trails" && says "$replayed"
  run 0 identity --seeds 7..7 --once --against "$DIR/trails" && says "$replayed"
  mv "$DIR/trails/mixed-7.trail" "$DIR/trails/mixed-8.trail"
  run 4 identity --seeds 8..8 --once --against "$DIR/trails" && says 'first different step: '
  refuses 'needs a FILE, or --seeds' identity
  refuses '--seeds needs FIRST..LAST' identity --seeds 9..8
}

# A worker gets no SIGINT of its own; the parent reports what there is.
test_interrupt() {
  "$CONFAB" explore --for 60s --jobs 1 >"$DIR/out" 2>"$DIR/err" &
  local pid=$! code=0
  sleep 1
  kill -TERM "$pid"
  wait "$pid" || code=$?
  ((code == 130)) || fail "interrupted: exit $code, not 130"
  says 'interrupted'
}

main() {
  export CONFAB_REPLAY_COMMAND='tools/dev replay --planted NAME'
  cat >"$DIR/calm.textproto" <<<'format: 1 limits { end_ns: 1 }'
  test_help
  test_bad_input
  test_explore
  test_strategies
  test_worlds
  test_probes
  test_canary
  test_show
  test_debug
  test_replay_twice
  test_identity
  test_interrupt
  ((failures == 0))
}

main
