#!/usr/bin/env bash
# Proves that each rule of the house lint bites, and that clean code passes: plants
# one violation at a time in a tree of its own. Prints one line per rule that sleeps.
set -euo pipefail
export LC_ALL=C

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TREE=$(mktemp -d)
trap 'rm -rf "$TREE"' EXIT
readonly HERE TREE

# rule | path | text; \n ends a line. What .ok plants must pass.
readonly CASES='
clock|server_core/text/a.cc|auto t = std::chrono::steady_clock::now();
clock|sim/a.cc|auto t = absl::Now();
clock|model/a.h|auto t = std::time(nullptr);
clock|server_core/text/a.cc|int x = time(nullptr);
chance|server_core/text/a.cc|int x = rand();
chance|server_core/text/a.cc|std::mt19937 engine;
chance|sim/a.cc|#include <random>
chance|sim/a.cc|std::shuffle(a.begin(), a.end(), g);
chance|sim/a.cc|absl::BitGen gen;
environment|server_core/text/a.cc|auto* home = getenv("HOME");
environment|sim/a.cc|setlocale(LC_ALL, "");
unordered|model/a.cc|std::unordered_map<int, int> m;
pointer-key|server_core/text/a.cc|absl::btree_map<const User*, int> m;
pointer-key|server_core/text/a.cc|std::set<User *> m;
pointer-print|server_core/text/a.cc|printf("at %p", p);
float|server_core/text/a.cc|double x = 0;
float|sim/a.h|static_cast<float>(x);
thread|server_core/text/a.cc|std::mutex m;
syscall|server_core/text/a.cc|#include <sys/socket.h>
raw-numeric|server_core/text/a.cc|Reply(user, "433");
raw-numeric|server_core/text/a.cc|line = ":server 001 nick";
test-hook|server_core/text/a.cc|#ifdef BUG_7
test-hook|server_core/text/a.cc|#if defined(UNIT_TEST)
todo|server_core/text/a.cc|// TODO: later
todo|tools/a.cc|// TODO(ann)
todo|tools/a.cc|// FIXME later
hash-order|server_core/text/a.cc|absl::flat_hash_map<int, int> seen;\nfor (const auto& [k, v] : seen) {}
hash-order|server_core/text/a.cc|absl::flat_hash_set<int> seen_;\nauto it = seen_.begin();
include|server_core/text/a.cc|#include "server_core/world/world.h"
include|server_core/reply/a.cc|#include "server_core/rules/speech.h"
include|server_core/surprise/a.cc|#include "server_core/text/nick.h"
include|model/a.cc|#include "server_core/wire/message.h"
include|sim/a.cc|#include "server_core/server.h"
include|sim/a.cc|#include "model/reference.h"
include|props/a.cc|#include "server_core/world/world.h"
include|tools/a/a.cc|#include "server_core/commands/table.h"
include|tools/a/a.cc|#include "props/laws.h"
top-level|docs/a.md|text
top-level|notes.txt|text
exception|tools/tidy/exceptions.txt|server_core/text/a.cc clock
exception|tools/tidy/exceptions.txt|server_core/text/a.cc clock not needed any more
patch-header|props/mutants/m.patch|Mutant: x\nFamily: y\nLaw: z\n--- a\n+++ b\n@@ -1 +1 @@
patch-size|props/mutants/m.patch|Mutant: x\nFamily: y\nLaw: z\nWhy-plausible: w\n--- a\n@@ -1 +1 @@\n@@ -9 +9 @@
orphan|props/mutants/unplanted.patch|Mutant: x\nFamily: y\nLaw: z\nWhy-plausible: w\n--- a\n@@ -1 +1 @@
load|model/BUILD.bazel|cc_library(name = "a", srcs = ["a.cc"])
.ok|server_core/text/a.cc|// std::mutex, rand() and time(0) are words here
.ok|server_core/text/a.cc|/* double\n float */ int x = arrival_time(3);
.ok|server_core/text/a.cc|const char* s = "double rand() // time(1)"; int y = rq.time();
.ok|server_core/text/a.cc|absl::flat_hash_map<int, int> m;\nauto it = m.find(3);
.ok|server_core/text/a.cc|constexpr std::chrono::seconds wait(433);
.ok|server_core/text/a_benchmark.cc|auto t = std::chrono::steady_clock::now();
.ok|server_core/text/a_test.cc|EXPECT_EQ(line, ":server 433 x");
.ok|server_core/commands/a.cc|#include "server_core/rules/speech.h"
.ok|server_core/server.cc|#include "server_core/commands/table.h"
.ok|model/a.cc|if (code == "433") return;
.ok|tools/a.cc|// TODO(ann): when the reader is done
.ok|tools/a/a.cc|#include "server_core/server.h"
.ok|props/mutants/m.patch|Mutant: x\nFamily: y\nLaw: z\nWhy-plausible: w\n--- a\n@@ -1 +1 @@
'

# A tree with one planted file, named by the BUILD file beside it.
plant() {
  local path=$1 text=$2 folder
  folder=$(dirname "$path")
  rm -rf "${TREE:?}"/*
  mkdir -p "$TREE/$folder"
  printf '%b\n' "$text" >"$TREE/$path"
  case $path in
    *.cc | *.h) printf 'srcs = ["%s"]\n' "${path##*/}" >"$TREE/$folder/BUILD.bazel" ;;
    props/mutants/m.patch) echo 'mutant_test(name = "m")' >"$TREE/props/mutants/mutants.bzl" ;;
  esac
}

findings() { "$HERE/tidy" "$TREE" || true; }

# One line if the findings are not those of the rule and of nothing else.
expect() {
  local rule=$1 path=$2 rules
  rules=$(findings | cut -d: -f3 | sort -u | tr -d '\n')
  [[ $rule == .ok ]] && rule= || rule=" $rule"
  [[ $rules == "$rule" ]] && return 0
  echo "self_test: $path: expected '$rule', got '$rules' for: $(head -c 80 "$TREE/$path")"
  return 1
}

long_file() { printf 'int x%d;\\n' {1..401}; }

long_function() {
  printf 'namespace n {\\nclass C {\\n  int F(int x) const {\\n'
  printf '    ++x;\\n%.0s' {1..60}
  printf '  }\\n};\\n}\\n'
}

long_table() {
  printf 'constexpr Row kRows[] = {\\n'
  printf '    {1, f(2)},\\n%.0s' {1..80}
  printf '};\\n'
}

orphan() {
  plant sim/a.cc 'int x;'
  : >"$TREE/sim/BUILD.bazel"
  expect orphan sim/a.cc
}

excepted() {
  plant sim/a.cc 'double x;'
  mkdir -p "$TREE/tools/tidy"
  echo 'sim/a.cc float the figure is only shown' >"$TREE/tools/tidy/exceptions.txt"
  expect .ok sim/a.cc
}

cases() {
  local rule path text failed=0
  while IFS='|' read -r rule path text; do
    [[ -n $rule ]] || continue
    plant "$path" "$text"
    expect "$rule" "$path" || failed=1
  done <<<"$CASES"
  return "$failed"
}

sizes() {
  local failed=0
  plant sim/a.cc "$(long_file)" && expect long-file sim/a.cc || failed=1
  plant sim/a.cc "$(long_function)" && expect long-function sim/a.cc || failed=1
  plant sim/a.cc "$(long_table)" && expect .ok sim/a.cc || failed=1
  return "$failed"
}

# A rule of the table without a case of its own would sleep unseen.
covered() {
  local rule failed=0
  while IFS=$'\t' read -r rule _; do
    grep -q "^${rule%\"}|" <<<"$CASES" || { echo "self_test: no case for '$rule'" && failed=1; }
  done < <(grep -v '^#' "$HERE/bans.txt")
  return "$failed"
}

main() {
  local failed=0
  git init -q "$TREE"
  covered || failed=1
  cases || failed=1
  sizes || failed=1
  orphan || failed=1
  excepted || failed=1
  ((failed)) || echo "every rule bites"
  return "$failed"
}

main "$@"
