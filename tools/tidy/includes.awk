# Includes that layers.txt does not allow. Arguments: layers.txt, sources.

FILENAME != file { file = FILENAME; folder = ""; reading_layers = (file ~ /layers[.]txt$/) }

reading_layers && !/^#/ && NF {
  name = $1
  sub(/:$/, "", name)
  folders[name] = " " name " "
  for (i = 2; i <= NF; ++i) folders[name] = folders[name] $i " "
}
reading_layers { next }

folder == "" { folder = folder_of(file) }

/^#include "(server_core|sim|model|props|tools)\// {
  target = $2
  gsub(/"/, "", target)
  if (!allowed(folder, target))
    printf "%s:%d: include: %s may not include %s (tools/tidy/layers.txt)\n", \
      file, FNR, folder, target
}

# The longest folder of the table that holds a path, or the path's own folder.
function folder_of(path,    best, name) {
  best = path
  sub(/\/[^\/]*$/, "", best)
  if (best ~ /^server_core\//) {
    split(best, part, "/")
    return part[1] "/" part[2]
  }
  for (name in folders)
    if (index(path, name "/") == 1 && best !~ "^" name "$" && !(best in folders)) best = name
  return best
}

# A generated header is as free as the .proto beside it.
function allowed(from, to,    n, i, list) {
  n = split(folders[from], list, " ")
  for (i = 1; i <= n; ++i) {
    if (to == list[i]) return 1
    if (index(to, list[i] "/") != 1) continue
    # The core's root folder stands for its own files, not for what is below.
    if (list[i] == "server_core" && substr(to, 13) ~ /\//) continue
    return 1
  }
  return 0
}
