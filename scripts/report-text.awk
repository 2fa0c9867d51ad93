# Tells the values of a report (json-values.awk) in sentences, as `standings ingest` does.

{ value[$1] = $2 }

END {
  printf "%s %s", value["file"], value["status"]
  if (value["status"] == "accepted")
    printf ", %d of %d rows", value["rows.accepted"], value["rows.total"]
  print ": kingdom " value["kingdom"] ", " value["snapshot_date"]
  for (i = 0; ("problems." i ".code") in value; i++) {
    problem = "problems." i "."
    where = ""
    if (value[problem "row"] != "null") where = "row " value[problem "row"] ", "
    if (value[problem "column"] != "null")
      where = where "column \"" value[problem "column"] "\", "
    printf "  problem   %sfound %s, expected %s\n",
      where, value[problem "found"], value[problem "expected"]
  }
  if (value["unlisted_problems"] > 0)
    print "  problem   and " value["unlisted_problems"] " more"
  for (i = 0; ("notes." i) in value; i++) print "  note      " value["notes." i]
  print "  report    s3://" bucket "/" value["report"]
}
