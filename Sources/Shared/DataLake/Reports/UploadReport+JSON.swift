import Datasets
package import JSON
import Time

extension UploadReport {
  /// The bytes of the stored report.
  package var stored: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("schema_version", schemaVersion)
      $0.member("run_id", runID)
      $0.member("uploaded_at", uploadedAt.description)
      $0.member("kingdom", kingdom?.number)
      $0.member("snapshot_date", date?.description)
      $0.member("source", source?.rawValue)
      $0.member("file", file)
      $0.member("sha256", contentHash)
      $0.member("dkp_weights", dkpWeights?.description)
      writeOutcome(to: &$0)
    }
    return json.utf8 + [UInt8(ascii: "\n")]
  }

  /// Writes the members about the upload's outcome.
  package func writeOutcome(to json: inout JSONWriter) {
    writeFindings(to: &json)
    json.member("raw", raw?.description)
    json.member("curated", curated?.description)
    json.member("rejected", rejected?.description)
    json.member("report", report?.description)
  }

  /// Writes the same without keys of written objects, for an upload that was only checked.
  package func writeFindings(to json: inout JSONWriter) {
    json.member("status", isAccepted ? "accepted" : "refused")
    form?.write(to: &json)
    json.object("rows") { rows.write(to: &$0) }
    json.object("columns") { columns.write(to: &$0) }
    json.array("problems") { for problem in problems { problem.write(to: &$0) } }
    json.member("unlisted_problems", unlistedProblems)
    json.object("suspicions") { anomalies.write(to: &$0) }
    comparison.write(to: &json)
    json.array("notes") { for note in notes { $0.value(note) } }
  }

  /// Parses a stored report. Unknown members are ignored.
  /// - Parameter byteLimit: the max length of the report.
  /// - Returns: `nil` if the bytes are not JSON, or lack the run, its time or its status.
  package init?(parsing stored: [UInt8], byteLimit: Int = 8 << 20) {
    guard let json = try? JSONValue(parsing: stored, byteLimit: byteLimit),
      let runID = json["run_id"]?.string,
      let uploadedAt = json["uploaded_at"]?.string.flatMap({ Instant($0) }),
      let status = json["status"]?.string
    else { return nil }
    self.init(runID: runID, uploadedAt: uploadedAt, isAccepted: status == "accepted")
    schemaVersion = json["schema_version"].count
    kingdom = json["kingdom"]?.integer.flatMap { Kingdom($0) }
    date = json["snapshot_date"]?.string.flatMap { CalendarDate($0) }
    source = json["source"]?.string.flatMap { Source(rawValue: $0) }
    file = json["file"]?.string
    contentHash = json["sha256"]?.string
    dkpWeights = json["dkp_weights"]?.string.flatMap { DKPWeights($0) }
    readFindings(json)
    raw = LakeKey(json["raw"])
    curated = LakeKey(json["curated"])
    rejected = LakeKey(json["rejected"])
    report = LakeKey(json["report"])
  }

  private mutating func readFindings(_ json: JSONValue) {
    form = Form(json)
    rows = Rows(json["rows"])
    columns = Columns(json["columns"])
    problems = json["problems"].elements.map { Problem($0) }
    unlistedProblems = json["unlisted_problems"].count
    anomalies = Anomalies(json["suspicions"])
    comparison = Comparison(json["compared_with"])
    notes = json["notes"].elements.compactMap(\.string)
  }
}

/// The run of an object at a report's key. Its text is searched, since a damaged report still
/// belongs to its run.
extension UploadReport {
  /// Whether the text names a run, as the run's own report does.
  package static func names(_ runID: String, in text: String) -> Bool {
    text.contains(#""run_id":"\#(runID)""#)
  }

  /// Whether the text names any run; other objects are not reports.
  package static func namesAnyRun(in text: String) -> Bool { text.contains(#""run_id":"#) }
}

extension LakeKey {
  fileprivate init?(_ json: JSONValue?) {
    guard let text = json?.string, let key = try? LakeKey(parsing: text) else { return nil }
    self = key
  }
}

/// The values of members, as lenient as old reports need it.
extension JSONValue? {
  /// A number of 0 or more; 0 for anything else.
  var count: Int { Swift.max(0, Int(clamping: self?.integer ?? 0)) }

  /// The position of a row or line; `nil` for anything but a whole number.
  var position: Int? { self?.integer.map { Int(clamping: $0) } }

  /// The text of a string; empty for anything else.
  var text: String { self?.string ?? "" }

  /// The elements of an array; none for anything else.
  var elements: [JSONValue] { self?.elements ?? [] }
}
