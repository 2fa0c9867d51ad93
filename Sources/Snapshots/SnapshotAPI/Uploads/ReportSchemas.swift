import HTTPAPI

/// What the report of an upload is.
extension OpenAPINode {
  static let finding = schema(
    "Finding",
    .object(
      [
        "row": .nullableInteger(
          from: 1,
          description: """
            As a spreadsheet counts it; in a JSON upload the player's place, from 1.
            """), "column": .nullableString(description: "The header as it stands in the file."),
        "line": .integer(
          from: 1, description: "The line of the text; only where the upload was refused for it."),
        "part": .string(
          description: "The part of the workbook; only where the upload was refused for it."),
        "found": .string(), "expected": .string(),
        "code": .string(description: "For programs; never changes."),
      ], optional: ["line", "part"], description: "Something wrong with an upload, and where."))

  static let suspicion = schema(
    "Suspicion",
    .object(
      [
        "row": .nullableInteger(
          from: 1, description: "As in problems; `null` where it came up by comparing snapshots."),
        "id": .playerID, "name": .string(),
        "column": .string(description: "The column of the snapshot, such as `kill_points`."),
        "found": .string(), "expected": .string(),
        "code": .oneOf([
          "kill_points_mismatch", "hidden_tiers", "fallen_counter", "renamed_and_moved",
        ]),
      ],
      description: """
        Something about a player that does not look right. Nothing is refused for \
        it.
        """))

  static let reportedRows = schema(
    "ReportedRows",
    .object(
      [
        "total": .count(), "accepted": .count("0 where the upload was refused."),
        "refused": .count(),
        "superseded": .count("Given up for a later row of the same id, where that was asked for."),
        "of_date": .nullable(
          .snapshotDate,
          description: "The day whose rows were asked for, where there are rows of several."),
        "of_other_dates": .count(), "suspicious": .count("Whose numbers contradict each other."),
      ], description: "What became of the rows, blank ones left out."))

  static let reportedColumns = schema(
    "ReportedColumns",
    .object(
      [
        "matched": .array(
          of: .object([
            "header": .string(), "column": .string(description: "The column of the snapshot."),
            "filled": .count("Cells with a value."),
          ])),
        "claims": .array(
          of: .object(["header": .string(), "column": .oneOf(["kingdom", "date"])]),
          description: """
            Those that say of what kingdom and day their rows are. Older reports lack \
            it.
            """),
        "passed_over": .array(
          of: .object([
            "header": .string(), "column": .string(),
            "instead": .string(description: "The header that was read."),
          ]), description: "Those that mean a column which another one states better."),
        "ignored": .array(of: .string()),
      ], optional: ["claims"], description: "Every header of the file, and what it was read as."))

  static let reportedSuspicions = schema(
    "ReportedSuspicions",
    .object(
      [
        "kill_points_mismatch": .count(), "hidden_tiers": .count(), "fallen_counter": .count(),
        "renamed_and_moved": .count(),
        "mostly_new": .boolean(
          """
          Whether most players were not in the snapshot before: it may be the wrong \
          kingdom.
          """), "listed": .array(of: .suspicion),
      ], description: "How many players of each kind there are, and the first of each."))

  static let comparedSnapshot = schema(
    "ComparedSnapshot",
    .object(
      [
        "date": .snapshotDate, "run_id": .string(), "players_in_both": .count(),
        "new_players": .count(), "absent_players": .count(),
      ], description: "The snapshot before, with which this one was compared."))

  static let report = schema(
    "Report",
    .object(
      [
        "schema_version": .integer(), "run_id": .string(),
        "uploaded_at": .string(format: "date-time"), "kingdom": .kingdomNumber,
        "date": .snapshotDate, "source": .string(), "file": .string(),
        "sha256": .nullableString(
          pattern: "^[0-9a-f]{64}$",
          description: "Of the file as uploaded; `null` where it was refused unread."),
        "dkp_weights": .nullableString(
          description: """
            What DKP was made of; `null` where it came with the file, or there is none.
            """), "status": .oneOf(["accepted", "refused"]),
        "format": .nullableString(description: "In words; `null` where it could not be read."),
        "encoding": .oneOf(["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"]),
        "compression": .oneOf(["none", "gzip"]), "rows": .reportedRows, "columns": .reportedColumns,
        "problems": .array(of: .finding), "unlisted_problems": .count(),
        "suspicions": .reportedSuspicions, "compared_with": .nullable(.comparedSnapshot),
        "notes": .array(of: .string(), description: "Choices that were made in reading, in words."),
        "raw": .nullableString(description: "The key of the file in the lake."),
        "curated": .nullableString(description: "The key of the snapshot, where it was accepted."),
        "rejected": .nullableString(
          description: "The key of the copy of the file, where it was refused."),
        "report": .string(description: "The key of this report in the lake."),
      ], optional: ["format", "encoding", "compression"],
      description: """
        What happened to an upload: what it was read as, its problems by row and \
        column, and what looked wrong.
        """))
}
