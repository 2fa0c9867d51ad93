# Lists the values of a JSON text, one per line: path, tab, value.
#
#   {"rows":{"total":3},"notes":["late"]}   gives   rows.total  3   and   notes.0  late
#
# Line breaks and tabs in strings become blanks, so that each value is one line.

function place(    level, joined) {
  for (level = 1; level <= depth; level++) joined = joined (level > 1 ? "." : "") name[level]
  return joined
}

function plain(string) {
  string = substr(string, 2, length(string) - 2)
  gsub(/\\\\/, "\001", string)
  gsub(/\\[nrtbf]/, " ", string)
  gsub(/\\u00[01][0-9a-fA-F]/, " ", string)
  gsub(/\\/, "", string)
  gsub(/\001/, "\\", string)
  return string
}

function take(token) {
  if (token == "{" || token == "[") {
    depth++
    is_array[depth] = token == "["
    name[depth] = 0
    is_named = 0
  } else if (token == "}" || token == "]") {
    depth--
    is_named = 0
  } else if (token == ",") {
    if (is_array[depth]) name[depth]++
    is_named = 0
  } else if (token == ":") {
    is_named = 1
  } else if (depth && !is_array[depth] && !is_named) {
    name[depth] = plain(token)
  } else {
    print place() "\t" (token ~ /^"/ ? plain(token) : token)
  }
}

{ text = text $0 " " }

END {
  while (match(text, /"([^"\\]|\\.)*"|[][{},:]|[^][{},:" \t]+/)) {
    take(substr(text, RSTART, RLENGTH))
    text = substr(text, RSTART + RLENGTH)
  }
}
