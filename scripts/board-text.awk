# Prints the values of a board (json-values.awk) as a table. Names come last, because their width on
# a screen does not follow from their bytes.

function grouped(number) {
  while (match(number, /[0-9][0-9][0-9][0-9]+(,|$)/)) {
    tail = RSTART + RLENGTH - 4 - (substr(number, RSTART + RLENGTH - 1, 1) == "," ? 1 : 0)
    number = substr(number, 1, tail) "," substr(number, tail + 1)
  }
  return number
}

{ value[$1] = $2 }

END {
  printf "Kingdom %s, %s, %s players\n", value["kingdom"], value["date"],
    grouped(value["total_players"])
  printf "%4s  %20s  %11s  %s\n", "rank", value["metric"], "id", "name"
  for (i = 0; ("entries." i ".rank") in value; i++) {
    entry = "entries." i "."
    printf "%4s  %20s  %11s  %s\n", value[entry "rank"], grouped(value[entry "value"]),
      value[entry "id"], value[entry "name"]
  }
}
