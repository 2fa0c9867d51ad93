import HTTPAPI

/// What the lists of kingdoms and of snapshots are.
extension OpenAPINode {
  static let kingdoms = schema(
    "Kingdoms",
    .object([
      "kingdoms": .array(of: .object(["kingdom": .kingdomNumber, "latest_date": .snapshotDate]))
    ]))

  static let snapshots = schema(
    "Snapshots",
    .object([
      "snapshots": .array(
        of: .object([
          "kingdom": .kingdomNumber, "date": .snapshotDate, "total_players": .count(),
          "uploaded_at": .string(format: "date-time", description: "When the file was uploaded."),
          "run_id": .string(description: "The run that ingested the file."),
        ]))
    ]))

  static let kingdomsExample: OpenAPINode = [
    "kingdoms": [["kingdom": 51, "latest_date": "2026-01-26"]]
  ]

  static let snapshotsExample: OpenAPINode = [
    "snapshots": [
      [
        "kingdom": 51, "date": "2026-01-26", "total_players": 300,
        "uploaded_at": "2026-01-26T15:30:12Z", "run_id": "3fea246cbde30ad6944a37dfcc3f2880",
      ]
    ]
  ]
}
