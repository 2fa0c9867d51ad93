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
            The row's number in a spreadsheet; in a JSON upload the player's position, from 1.
            """), "column": .nullableString(description: "The header as in the file."),
        "line": .integer(
          from: 1, description: "The line of the text; only for problems that reject the upload."),
        "part": .string(
          description: "The part of the workbook; only for problems that reject the upload."),
        "found": .string(), "expected": .string(),
        "code": .string(description: "For programs; never changes."),
      ], optional: ["line", "part"], description: "Something wrong with an upload, and where."))

  static let anomaly = schema(
    "Anomaly",
    .object(
      [
        "row": .nullableInteger(
          from: 1, description: "As in problems; `null` if it was found by comparing snapshots."),
        "id": .playerID, "name": .string(),
        "column": .string(description: "The column of the snapshot, such as `kill_points`."),
        "found": .string(), "expected": .string(),
        "code": .oneOf([
          "kill_points_mismatch", "hidden_tiers", "fallen_counter", "renamed_and_moved",
        ]),
      ],
      description: """
        A suspicious value of a player. It is accepted nevertheless.
        """))

  static let reportedRows = schema(
    "ReportedRows",
    .object(
      [
        "total": .count(), "accepted": .count("0 if the upload was refused."),
        "refused": .count(),
        "superseded": .count("Replaced by a later row of the same id, with `keep-last`."),
        "of_date": .nullable(
          .snapshotDate,
          description: "The ingested date, if the file has rows of several dates."),
        "of_other_dates": .count(),
        "suspicious": .count("Rows whose numbers contradict each other."),
      ], description: "Counts of rows by outcome, without blank rows."))

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
            Columns with the kingdom or the date of their rows. Older reports lack this member.
            """),
        "passed_over": .array(
          of: .object([
            "header": .string(), "column": .string(),
            "instead": .string(description: "The header that was read."),
          ]),
          description: """
            Columns that were not read because another one states the same better.
            """),
        "ignored": .array(of: .string()),
      ], optional: ["claims"], description: "Every header of the file and its use."))

  static let reportedAnomalies = schema(
    "ReportedAnomalies",
    .object(
      [
        "kill_points_mismatch": .count(), "hidden_tiers": .count(), "fallen_counter": .count(),
        "renamed_and_moved": .count(),
        "mostly_new": .boolean(
          """
          Whether most players are missing from the previous snapshot: the kingdom may be wrong.
          """), "listed": .array(of: .anomaly),
      ], description: "The number of players of each kind, and the first of each."))

  static let comparedSnapshot = schema(
    "ComparedSnapshot",
    .object(
      [
        "date": .snapshotDate, "run_id": .string(), "players_in_both": .count(),
        "new_players": .count(), "absent_players": .count(),
      ], description: "The previous snapshot, which this one was compared with."))

  static let report = schema(
    "Report",
    .object(
      [
        "schema_version": .integer(), "run_id": .string(),
        "uploaded_at": .string(format: "date-time"), "kingdom": .kingdomNumber,
        "date": .snapshotDate, "source": .string(), "file": .string(),
        "sha256": .nullableString(
          pattern: "^[0-9a-f]{64}$",
          description: "The hash of the uploaded file; `null` if it was refused unread."),
        "dkp_weights": .nullableString(
          description: """
            The weights that DKP was computed with; `null` if the file has DKP, or there is none.
            """), "status": .oneOf(["accepted", "refused"]),
        "format": .nullableString(
          description: "The format in words; `null` if the file could not be read."),
        "encoding": .oneOf(["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"]),
        "compression": .oneOf(["none", "gzip"]), "rows": .reportedRows, "columns": .reportedColumns,
        "problems": .array(of: .finding), "unlisted_problems": .count(),
        "anomalies": .reportedAnomalies, "compared_with": .nullable(.comparedSnapshot),
        "notes": .array(of: .string(), description: "Decisions made while reading, in words."),
        "raw": .nullableString(description: "The key of the file in the lake."),
        "curated": .nullableString(
          description: "The key of the snapshot, if the upload was accepted."),
        "rejected": .nullableString(
          description: "The key of the copy of the file, if it was refused."),
        "report": .string(description: "The key of this report in the lake."),
      ], optional: ["format", "encoding", "compression"],
      description: """
        The outcome of an upload: its format and columns, its problems by row and column, and its \
        anomalies.
        """))
}
