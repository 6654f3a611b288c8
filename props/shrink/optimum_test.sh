#!/usr/bin/env bash
# On planted defects, what fails shrinks to the smallest known, and to the same again.
#   optimum_test.sh OPTIMA BINARY:LAW...
set -euo pipefail

readonly SEEDS=2

# Rows without the time it took: law rule seed actions clients faults values runs others digest
shrunk() { CONFAB_PLANTED=$3 "$1" shrink-bench --law "$2" --seeds "$SEEDS" | cut -f2-9,11-; }

# The sum of actions, clients and faults that is known of a defect and rule.
known() { awk -v name="$2" -v rule="$3" '$1 == name && $2 == rule { print $3 + $4 + $5 }' "$1"; }

check_row() {
  local optima=$1 name=$2 law rule seed actions clients faults optimum
  IFS=$'\t' read -r law rule seed actions clients faults _ <<<"$3"
  optimum=$(known "$optima" "$name" "$rule")
  [[ $((actions + clients + faults)) == "$optimum" ]] && return 0
  echo "$name ($law, $rule), seed $seed: $actions actions, $clients clients, $faults faults;" \
    "known: ${optimum:-nothing}"
  return 1
}

check() {
  local optima=$1 binary=${2%:*} law=${2##*:} name rows row failed=0
  name=${binary##*/}
  rows=$(shrunk "$binary" "$law" "$name")
  [[ $(wc -l <<<"$rows") == "$SEEDS" ]] || { echo "$name: not $SEEDS rows: $rows" && return 1; }
  [[ $(shrunk "$binary" "$law" "$name") == "$rows" ]] || { echo "$name: not the same again" && failed=1; }
  while read -r row; do check_row "$optima" "$name" "$row" || failed=1; done <<<"$rows"
  return "$failed"
}

main() {
  local optima=$1 failed=0 pair
  shift
  for pair in "$@"; do check "$optima" "$pair" || failed=1; done
  return "$failed"
}

main "$@"
