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
    write(report, to: &json)
    return json.utf8
  }

  /// Stored names to the API's.
  private static let names = ["snapshot_date": "date", "suspicions": "anomalies"]

  private static func write(_ value: JSONValue, to json: inout JSONWriter) {
    switch value {
    case .null: json.null()
    case .bool(let flag): json.value(flag)
    case .number(let digits): json.raw(Array(digits.utf8))
    case .string(let text): json.value(text)
    case .array(let elements): json.array { for element in elements { write(element, to: &$0) } }
    case .object(let members):
      json.object {
        for (name, value) in members {
          $0.key(names[name] ?? name)
          write(value, to: &$0)
        }
      }
    }
  }
}
