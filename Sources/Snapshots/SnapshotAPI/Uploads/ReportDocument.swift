import JSON

/// A report in the API's form.
///
/// A stored report must never change. The API names some of its members otherwise: every date is
/// `date`. Everything else stays as stored, also members that `UploadReport` does not know.
package enum ReportDocument {
  /// - Parameter stored: the report as stored; returned unchanged if it is not JSON.
  package static func json(of stored: [UInt8]) -> [UInt8] {
    guard let report = try? JSONValue(parsing: stored, byteLimit: stored.count) else {
      return stored
    }
    var json = JSONWriter()
    json.value(report) { names[$0] ?? $0 }
    return json.utf8
  }

  /// Stored names to the API's.
  private static let names = ["snapshot_date": "date", "suspicions": "anomalies"]
}
