import HTTPAPI

/// What the list of uploads is.
extension OpenAPINode {
  static let upload = schema(
    "Upload",
    .object([
      "date": .snapshotDate, "run_ts": .string(), "run_id": .string(),
      "uploaded_at": .string(format: "date-time"),
      "file": .string(description: "The name of the file on the officer's machine."),
      "status": .oneOf(["accepted", "refused"]),
      "rows": .object(["total": .count(), "accepted": .count(), "refused": .count()]),
      "total_problems": .count(), "suspicious": .count("Rows whose numbers contradict each other."),
      "reason": .nullableString(description: "The reason for `refused`."),
      "is_current": .boolean("Whether the snapshot shows its rows now."),
      "report_path": .string(format: "uri-reference"),
    ]))

  static let uploads = schema(
    "Uploads",
    .object([
      "kingdom": .kingdomNumber, "uploads": .array(of: .upload, maxItems: 100),
      "next_cursor": .nullableString(),
    ]))

  static let uploadsExample: OpenAPINode = [
    "kingdom": 51,
    "uploads": [
      [
        "date": "2026-01-26", "run_ts": "20260126T153012Z",
        "run_id": "3fea246cbde30ad6944a37dfcc3f2880", "uploaded_at": "2026-01-26T15:30:12.314Z",
        "file": "Kingdom 51 (26 Jan).csv", "status": "accepted",
        "rows": ["total": 301, "accepted": 300, "refused": 1], "total_problems": 1, "suspicious": 3,
        "reason": nil, "is_current": true,
        "report_path": "/v1/kingdoms/51/uploads/2026-01-26/20260126T153012Z",
      ]
    ], "next_cursor": nil,
  ]
}
