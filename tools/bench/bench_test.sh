#!/usr/bin/env bash
# The figures have the keys that scripts read; their values are not judged here.
#   bench_test.sh BENCH
set -euo pipefail

readonly REPORT=${TEST_TMPDIR:-$(mktemp -d)}/report.json

"$1" --only bytes_per_idle_user_ledger --json "$REPORT"
grep -qE '^\{"bytes_per_idle_user_ledger": [0-9.]+\}$' "$REPORT"

code=0
"$1" --only nothing 2>"$REPORT" || code=$?
((code == 2)) && grep -q "no figure 'nothing'" "$REPORT"
