#!/usr/bin/env bash
# A piece of a campaign, as a test: seeds of its own, results among the test's outputs.
#   piece.sh CONFAB --runs=TOTAL [--seed=FIRST] [--times=N] [FLAGS OF confab campaign...]
# Shard s of S in run r of N (bazel's shard_count, --runs_per_test=N and --times=N) is one of
# S*N pieces; together they run the seeds from FIRST to FIRST+TOTAL-1, each once. Bazel 4 says r in
# TEST_RANDOM_SEED, newer ones in TEST_RUN_NUMBER as well.
set -euo pipefail

readonly CONFAB=$1
shift

runs=1000
seed=1
times=1
flags=()

parse() {
  while (($#)); do
    case $1 in
      --runs=*) runs=${1#*=} ;;
      --seed=*) seed=${1#*=} ;;
      --times=*) times=${1#*=} ;;
      *) flags+=("$1") ;;
    esac
    shift
  done
}

main() {
  parse "$@"
  [[ -z ${TEST_SHARD_STATUS_FILE:-} ]] || touch "$TEST_SHARD_STATUS_FILE"
  local shards=${TEST_TOTAL_SHARDS:-1} shard=${TEST_SHARD_INDEX:-0} run=${TEST_RUN_NUMBER:-${TEST_RANDOM_SEED:-1}}
  local out=${TEST_UNDECLARED_OUTPUTS_DIR:?} pieces index each count
  ((run <= times)) || { echo "run $run of $times: say --times as often as it runs" && exit 2; }
  pieces=$((shards * times))
  index=$(((run - 1) * shards + shard))
  each=$(((runs + pieces - 1) / pieces))
  count=$((runs - index * each))
  ((count < each)) || count=$each
  ((count > 0)) || return 0
  echo "piece $index of $pieces: $count runs from seed $((seed + index * each))"
  "$CONFAB" campaign --results "$out/results.jsonl" --out "$out/findings" \
    --seed "$((seed + index * each))" --runs "$count" "${flags[@]}"
}

main "$@"
