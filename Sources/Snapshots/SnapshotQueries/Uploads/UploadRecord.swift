package import DataLake
package import Datasets
import JSON
package import Time

/// A summary of an upload's report.
package struct UploadRecord: Hashable, Sendable {
  package let snapshot: SnapshotID
  /// The folder of the run.
  package let run: RunTimestamp
  package let runID: String
  package let uploadedAt: Instant
  /// The file's name on the officer's machine.
  package let file: String
  package let isAccepted: Bool
  package let rows: Rows
  /// All problems, including unlisted ones.
  package let problems: Int
  /// Players with anomalies.
  package let suspicious: Int
  /// Why it was rejected, for people; `nil` if it was accepted.
  package let reason: String?

  package struct Rows: Hashable, Sendable {
    package let total: Int
    package let accepted: Int
    package let refused: Int
  }

  /// The key of the report.
  package var key: LakeKey { .report(snapshot, run) }

  /// Parses a stored report; `nil` if it is invalid.
  package init?(snapshot: SnapshotID, run: RunTimestamp, report: [UInt8]) {
    guard let json = try? JSONValue(parsing: report),
      let runID = json["run_id"]?.string,
      let uploadedAt = json["uploaded_at"]?.string.flatMap({ Instant($0) }),
      let file = json["file"]?.string, let status = json["status"]?.string
    else { return nil }
    self.snapshot = snapshot
    self.run = run
    self.runID = runID
    self.uploadedAt = uploadedAt
    self.file = file
    isAccepted = status == "accepted"
    func count(_ value: JSONValue?) -> Int { max(0, Int(clamping: value?.integer ?? 0)) }
    rows = Rows(
      total: count(json["rows"]?["total"]), accepted: count(json["rows"]?["accepted"]),
      refused: count(json["rows"]?["refused"]))
    let listed = json["problems"]?.elements ?? []
    problems = listed.count.addingReportingOverflow(count(json["unlisted_problems"])).partialValue
    suspicious = count(json["rows"]?["suspicious"])
    reason = isAccepted ? nil : listed.first.map { Self.text(of: $0) }
  }

  /// `row 2, column "Governor ID": found "7", expected each id in one row only`.
  private static func text(of problem: JSONValue) -> String {
    var place: [String] = []
    if let row = problem["row"]?.integer { place.append("row \(row)") }
    if let column = problem["column"]?.string { place.append("column \"\(column)\"") }
    if place.isEmpty, let line = problem["line"]?.integer { place.append("line \(line)") }
    let found = problem["found"]?.string ?? "nothing"
    let expected = problem["expected"]?.string ?? "something else"
    let at = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
    return "\(at)found \(found), expected \(expected)"
  }
}
