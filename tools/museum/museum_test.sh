#!/usr/bin/env bash
# The museum as tools/dev runs it, in small: two defects, three seeds, one strategy.
#   museum_test.sh MUSEUM REFERENCE PATCHES_FOLDER EXHIBIT...
set -euo pipefail

readonly MUSEUM=$1 REFERENCE=$2 PATCHES=$3
shift 3

readonly FOLDER=${TEST_TMPDIR:-$(mktemp -d)}
readonly KNOWN=$FOLDER/measurements.jsonl

fail() {
  echo "museum_test: $*" >&2
  exit 1
}

museum() {
  local verb=$1
  shift
  "$MUSEUM" "$verb" --patches "$PATCHES" --measurements "$KNOWN" --strategy swarm --seeds 3 \
    "${names[@]/#/--defect=}" "$@"
}

# Where the statements of a program begin, in words.
code_of() {
  objdump -w --dwarf=decodedline "$1" | awk '$NF == "x" { print $3 }' | sort -u |
    addr2line -a -i -e "$1"
}

hunt() {
  local exhibit=$1 strategy=$2 budget=$3 seeds=$4 name=${1##*/}
  name=${name%_exhibit}
  code_of "$exhibit" >"$FOLDER/code"
  "$exhibit" hunt --patch "$PATCHES/$name.patch" --source /dev/null --code "$FOLDER/code" --drawn "$drawn" --strategy "$strategy" \
    --seeds "$seeds" --runs "$budget" --reference "$REFERENCE" --commit test
}

# What does not depend on the machine.
without_core_time() { sed -E 's/"(all_)?core_us": [0-9]*//g' "$1"; }

# What the strategy draws, of the plan.
drawn=

names=("${@##*/}")
names=("${names[@]%_exhibit}")
exhibits=("$@")

drawn=$(museum plan | head -n 1 | cut -d' ' -f4)
[[ $(museum plan | wc -l) == "${#names[@]}" ]] || fail "the plan has not a line per defect"
for exhibit in "${exhibits[@]}"; do
  hunt "$exhibit" swarm 2000 1,2 >>"$KNOWN"
done
[[ $(museum plan | cut -d' ' -f5 | sort -u) == 3 ]] || fail "it measures again what is known"
for exhibit in "${exhibits[@]}"; do
  hunt "$exhibit" swarm 2000 3 >>"$KNOWN"
done
[[ -z $(museum plan) ]] || fail "something is missing still"

# All found, and in the order in which it must be.
grep -vq '"detected": {"run": [1-9]' "$KNOWN" && fail "not all were detected: $(cat "$KNOWN")"
sed -E 's/.*"reached": ([0-9]+), "triggered": ([0-9]+), "detected": \{"run": ([0-9]+).*/\1 \2 \3/' \
  "$KNOWN" | awk '!($1 >= 1 && $1 <= $2 && $2 <= $3) { exit 1 }' ||
  fail "a defect was detected before it was triggered, or triggered before it was reached"

# The same hunt again tells the same.
hunt "${exhibits[0]}" swarm 2000 1,2,3 >"$FOLDER/again"
grep "\"${names[0]}\"" "$KNOWN" >"$FOLDER/first"
[[ $(without_core_time "$FOLDER/again") == "$(without_core_time "$FOLDER/first")" ]] ||
  fail "the same hunt told something else"

printf '%s\n' '<!-- museum:begin -->' '<!-- museum:end -->' >"$FOLDER/LAWS.md"
if "$MUSEUM" check --patches "$PATCHES" "${names[@]/#/--defect=}" --laws "$FOLDER/LAWS.md"; then
  fail "an empty table passes for complete"
fi
museum report --laws "$FOLDER/LAWS.md" --json "$FOLDER/table.json" || fail "a promise is broken"
"$MUSEUM" check --patches "$PATCHES" "${names[@]/#/--defect=}" --laws "$FOLDER/LAWS.md" ||
  fail "the table just written is out of date"

# A program without the defect has no code of it.
code_of "$REFERENCE" >"$FOLDER/code"
code=0
"$REFERENCE" hunt --patch "$PATCHES/${names[0]}.patch" --source /dev/null --code "$FOLDER/code" --strategy swarm \
  --seeds 1 --runs 20 --reference "$REFERENCE" || code=$?
[[ $code == 2 ]] || fail "a program without the defect passes for an exhibit"
