# shellcheck shell=bash
# What the commands of tools/dev share. ROOT is set by whoever sources this.
# shellcheck disable=SC2034

# One order of sorting, whatever the reader's locale.
export LC_ALL=C.UTF-8

readonly CACHE="$ROOT/.cache/dev"
readonly LOGS="$CACHE/logs"
mkdir -p "$LOGS"

# Bazel keeps its outputs in the home directory, and does not start without one.
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}

say() { printf '%s\n' "$*" >&2; }

die() {
  say "tools/dev: $*"
  exit 2
}

# Bazel in the workspace, whatever the current directory. CONFAB_BAZEL_STARTUP
# holds startup options, such as --output_base=DIR for a server of one's own.
bazel() {
  local startup=()
  [[ -z ${CONFAB_BAZEL_STARTUP:-} ]] || read -ra startup <<<"$CONFAB_BAZEL_STARTUP"
  (cd "$ROOT" && command bazel "${startup[@]}" "$@")
}

# Options of one way to build. Each way has convenience links of its own, so
# that a program has one path whatever was built since.
#   way: gcc, clang, asan, or COMPILER-opt
way_options() {
  local way=$1
  printf '%s\n' "--config=${way%-opt}" "--symlink_prefix=$CACHE/$way/"
  [[ $way != *-opt ]] || echo --config=opt
}

# Path of the program of a label (//package:name), as one way builds it.
program_of() {
  local way=$1 label=$2
  local path=${label#//}
  echo "$CACHE/$way/bin/${path/://}"
}

# Builds quietly: progress on a terminal, nothing else unless it fails.
build_quietly() {
  local way=$1 log options
  shift
  log=$LOGS/build-$way.log
  [[ $way == gcc* ]] || "$ROOT/tools/dev.d/doctor" --quiet clang
  mapfile -t options < <(way_options "$way")
  [[ ! -t 2 ]] || options+=(--show_progress)
  say "building $* ($way)"
  if [[ -t 2 ]]; then
    bazel build "${options[@]}" --ui_event_filters=-info "$@" && return 0
  else
    bazel build "${options[@]}" "$@" >"$log" 2>&1 && return 0
    tail -n 40 "$log" >&2
  fi
  die "the build failed; again: bazel build --config=${way%-opt} $*"
}

seconds_since() { echo $((SECONDS - $1)); }
