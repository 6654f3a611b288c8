#!/usr/bin/env bash
# Passes if a law notices a planted defect, by its own assertion. See mutant.bzl.
#   expect_killed.sh BINARY LAW RUNS BUDGET_S [PATCH]
#
# The last line printed is for `tools/dev mutants` to read, separated by tabs:
#   RESULT  name  killed|survived|crashed|timeout|wrong-law|bad-header|broken  law  runs  ms
set -euo pipefail

readonly CRASH=6 TIMEOUT=124 TIMEOUT_KILLED=137

# How the explorer's exit code reads: 1 safety, 3 liveness, 4 determinism, 5 ledger.
outcome_of() {
  case $1 in
    0) echo survived ;;
    1 | 3 | 4 | 5) echo failed ;;
    "$TIMEOUT" | "$TIMEOUT_KILLED") echo timeout ;;
    "$CRASH") echo crashed ;;
    *) (($1 > 128)) && echo crashed || echo broken ;;
  esac
}

# The text of one header line of the patch, empty when there is none.
header() {
  local name=$1 patch=$2
  [[ -n $patch ]] || return 0
  sed -n "/^--- /q; s/^$name:[[:space:]]*//p" "$patch" | head -n 1
}

# The law of the first failure in a report, whatever its white space.
failed_law() {
  tr -d '\n' <"$1" | sed 's/.*"failures"[[:space:]]*:[[:space:]]*\[//' |
    grep -o '"law"[[:space:]]*:[[:space:]]*"[^"]*"' | head -n 1 | sed 's/.*"\([^"]*\)"$/\1/'
}

# How many scenarios were run until the failure.
runs_of() {
  grep -o '"runs"[[:space:]]*:[[:space:]]*[0-9]*' "$1" | head -n 1 | grep -o '[0-9]*$' || echo '-'
}

judge() {
  local code=$1 law=$2 report=$3 patch=$4 outcome
  outcome=$(outcome_of "$code")
  if [[ $outcome == crashed && $(header Kill "$patch") == crash ]]; then
    outcome=killed
  elif [[ $outcome == failed ]]; then
    outcome=wrong-law
    [[ $(failed_law "$report") == "$law" ]] && outcome=killed
  fi
  echo "$outcome"
}

explain() {
  case $1 in
    survived) echo "No run broke $2: the law is blind to this defect, or the defect is none." ;;
    crashed) echo "The subject died. That is no kill by $2, unless the patch says 'Kill: crash'." ;;
    timeout) echo "The budget ran out before $2 failed." ;;
    wrong-law) echo "The report does not name $2 in its first failure." ;;
    bad-header) echo "The patch's Law: line does not say $2, or it lacks a Why-plausible: line." ;;
    broken) echo "The explorer itself failed, with a code that is no verdict." ;;
  esac
}

run() {
  local binary=$1 law=$2 runs=$3 budget_s=$4 patch=$5 report=$6 code=0
  if [[ -n $patch && ($(header Law "$patch") != "$law" || -z $(header Why-plausible "$patch")) ]]; then
    echo bad-header
    return
  fi
  timeout -k 5 "$budget_s" "$binary" explore --law "$law" --seed 1 --runs "$runs" \
    --no-shrink --json "$report" >&2 || code=$?
  judge "$code" "$law" "$report" "$patch"
}

main() {
  local binary=$1 law=$2 runs=$3 budget_s=$4 patch=${5:-} report started outcome
  report=${TEST_UNDECLARED_OUTPUTS_DIR:-$(mktemp -d)}/report.json
  : >"$report"
  started=$(date +%s%N)
  outcome=$(run "$binary" "$law" "$runs" "$budget_s" "$patch" "$report")
  explain "$outcome" "$law"
  local name=${patch##*/}
  name=${name%.patch}
  printf 'RESULT\t%s\t%s\t%s\t%s\t%s\n' "${name:-canary}" "$outcome" "$law" \
    "$(runs_of "$report")" "$((($(date +%s%N) - started) / 1000000))"
  [[ $outcome == killed ]]
}

main "$@"
