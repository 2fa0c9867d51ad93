# Prints the values of a report (json-values.awk) as `standings ingest` prints a report.

{ value[$1] = $2 }

function place(problem,    row, column) {
  row = value[problem "row"] == "null" ? "" : "row " value[problem "row"]
  column = value[problem "column"] == "null" ? "" : "column \"" value[problem "column"] "\""
  return row (row != "" && column != "" ? ", " : "") column (row column != "" ? ": " : "")
}

# The first problem of a rejected file is the reason, in words; the others quote the file.
function found(problem, number) {
  if (number == 0 && value["status"] == "refused") return value[problem "found"]
  return "\"" value[problem "found"] "\""
}

END {
  printf "%s %s", value["file"], value["status"]
  if (value["status"] == "accepted")
    printf ", %d of %d rows", value["rows.accepted"], value["rows.total"]
  print ": kingdom " value["kingdom"] ", " value["snapshot_date"]
  for (i = 0; ("problems." i ".code") in value; i++) {
    problem = "problems." i "."
    printf "  problem   %sfound %s, expected %s\n", place(problem), found(problem, i),
      value[problem "expected"]
  }
  if (value["unlisted_problems"] > 0)
    print "  problem   and " value["unlisted_problems"] " more"
  for (i = 0; ("notes." i) in value; i++) print "  note      " value["notes." i]
  print "  report    s3://" bucket "/" value["report"]
}
