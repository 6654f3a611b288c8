# Findings of one line each, and the sizes of functions. Arguments: bans.txt, sources.
# Prints path:line: rule: what to do.

FILENAME != file {
  file = FILENAME
  in_block = in_bans = depth = function_depth = 0
  head = ""
  reading_bans = (file ~ /bans[.]txt$/)
  benchmark = (file ~ /_benchmark[.]cc$/)
  cpp = (file ~ /[.](cc|h)$/)
  stem = file
  sub(/(_test)?[.](cc|h|inc)$/, "", stem)
}

reading_bans && !/^#/ && NF {
  n = split($0, field, /\t\t+/)
  rule[++bans] = field[1]; where[bans] = field[2]; pattern[bans] = field[3]; advice[bans] = field[4]
  literal[bans] = sub(/"$/, "", rule[bans])
  if (n != 4) finding(FNR, "bans", "four fields, separated by two tabs")
}
reading_bans { next }

{
  code = cpp || file ~ /[.](inc|proto)$/ ? without_comments($0) : $0
  bare = without_strings(code)
}

{
  for (i = 1; i <= bans; ++i) {
    if (benchmark || file !~ where[i]) continue
    text = rule[i] == "todo" ? $0 : literal[i] ? code : bare
    if (text ~ pattern[i]) finding(FNR, rule[i], advice[i])
  }
}

cpp && file ~ /^(server_core|sim|model)\// { hash_order(bare) }
cpp { function_size(bare) }

function finding(line, name, what) { printf "%s:%d: %s: %s\n", file, line, name, what }

# The line without // and /* */ comments. A comment mark inside a literal is none.
function without_comments(line,    out, at, mark) {
  out = ""
  while (line != "") {
    if (in_block) {
      at = index(line, "*/")
      if (!at) return out
      line = substr(line, at + 2); in_block = 0
      continue
    }
    if (!match(line, /"(\\.|[^"\\])*"|'(\\.|[^'\\])'|\/\/|\/\*/)) return out line
    mark = substr(line, RSTART, RLENGTH)
    out = out substr(line, 1, RSTART - 1)
    if (mark == "//") return out
    if (mark == "/*") in_block = 1; else out = out mark
    line = substr(line, RSTART + RLENGTH)
  }
  return out
}

function without_strings(line) {
  gsub(/'(\\.|[^'\\])'/, "' '", line)
  gsub(/"(\\.|[^"\\])*"/, "\"\"", line)
  return line
}

# Iteration over a name that this file, or its header, declares as a hash table.
# Headers are read before sources, so that members are known.
function hash_order(line,    name, rest) {
  if (match(line, /flat_hash_(map|set)<.*>&? +[A-Za-z_][A-Za-z0-9_]*/)) {
    name = substr(line, RSTART, RLENGTH)
    sub(/.*[ >&]/, "", name)
    hashed[stem, name] = 1
  }
  if (match(line, /for \(.* : [^:]*[)]/) || match(line, /[A-Za-z_][A-Za-z0-9_]*[.]c?begin[(]/)) {
    rest = substr(line, RSTART, RLENGTH)
    sub(/.* : /, "", rest); sub(/[.]c?begin[(]$/, "", rest); sub(/[)]$/, "", rest)
    sub(/.*(->|[.])/, "", rest)
    if ((stem, rest) in hashed)
      finding(FNR, "hash-order", "hash to find, never to iterate: walk a slot map or a btree")
  }
}

# Blocks are kept on a stack; a function is a block outside any function whose
# head has a parenthesis and is no namespace, type or initializer.
function function_size(line,    mark) {
  if (line ~ /^ *#/) return
  while (match(line, /[{};]/)) {
    mark = substr(line, RSTART, 1)
    head = head substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + 1)
    if (mark == "{") open_block()
    else if (mark == "}") close_block()
    head = ""
  }
  head = head line " "
}

function open_block() {
  ++depth
  if (function_depth || head !~ /[(]/) return
  if (head ~ /(^|[ )])(namespace|class|struct|enum|union|extern) / && head !~ /[)] *(const|override|final|noexcept|->.*)* *$/) return
  if (head ~ /[^=!<>]=[^=]/ && head !~ /operator/) return
  function_depth = depth; function_line = FNR
}

function close_block() {
  if (depth == function_depth) {
    if (FNR - function_line + 1 > 60)
      finding(function_line, "long-function", "more than 60 lines: give its parts names")
    function_depth = 0
  }
  if (depth > 0) --depth
}
