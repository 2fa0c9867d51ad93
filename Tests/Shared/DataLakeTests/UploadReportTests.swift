import DataLake
import Datasets
import Testing
import Time

/// The reports of uploads as they are stored, and back.
@Suite struct UploadReportTests {
  private static let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
  private static let run = "\(folder)/run_ts=20260126T153012Z"

  /// All members, as stored on one line.
  static let accepted = """
    {"schema_version":1,"run_id":"0f","uploaded_at":"2026-01-26T15:30:12.345Z","kingdom":51,\
    "snapshot_date":"2026-01-26","source":"rok_players","file":"a.csv","sha256":"ab12",\
    "dkp_weights":"t4:10,t5:30,deaths:80","status":"accepted","format":"csv, semicolon",\
    "encoding":"UTF-8","compression":"gzip","rows":{"total":9,"accepted":5,"refused":2,\
    "superseded":1,"of_date":"2026-01-26","of_other_dates":1,"suspicious":3},\
    "columns":{"matched":[{"header":"ID","column":"id","filled":7}],\
    "claims":[{"header":"Realm","column":"kingdom"}],\
    "passed_over":[{"header":"Might","column":"power","instead":"Power"}],"ignored":["Note"]},\
    "problems":[{"row":3,"column":"Power","found":"1.2B","expected":"a whole number",\
    "code":"abbreviated"}],"unlisted_problems":4,\
    "suspicions":{"kill_points_mismatch":2,"hidden_tiers":0,"mostly_new":true,\
    "listed":[{"row":null,"id":7,"name":"A\\"b","column":"deaths","found":"1","expected":"2",\
    "code":"fallen_counter"}]},"compared_with":{"snapshot_date":"2026-01-19","run_id":"0e",\
    "players_in_both":4,"new_players":1,"absent_players":2},"notes":["It was so."],\
    "raw":"raw/\(run)/a.csv","curated":"curated/\(folder)/players.parquet","rejected":null,\
    "report":"reports/\(run)/report.json"}

    """

  /// A report of an upload that was rejected unread.
  static let refused = """
    {"schema_version":1,"run_id":"0f","uploaded_at":"2026-01-26T15:30:12Z","kingdom":51,\
    "snapshot_date":"2026-01-26","source":"rok_players","file":"a.csv","sha256":null,\
    "dkp_weights":null,"status":"refused","rows":{"total":0,"accepted":0,"refused":0,\
    "superseded":0,"of_date":null,"of_other_dates":0,"suspicious":0},"columns":{"matched":[],\
    "claims":[],"passed_over":[],"ignored":[]},"problems":[{"row":null,"column":null,"line":2,\
    "part":"xl/workbook.xml","found":"x","expected":"y","code":"damaged_workbook"}],\
    "unlisted_problems":0,"suspicions":{"mostly_new":false,"listed":[]},"compared_with":null,\
    "notes":[],"raw":null,"curated":null,"rejected":null,"report":null}

    """

  @Test(arguments: [accepted, refused])
  func aStoredReportIsWrittenAgainByteForByte(_ text: String) throws {
    let report = try #require(UploadReport(parsing: Array(text.utf8)))
    #expect(String(decoding: report.stored, as: UTF8.self) == text)
  }

  @Test func eachMemberHasItsValue() throws {
    let report = try #require(UploadReport(parsing: Array(Self.accepted.utf8)))
    #expect(report.schemaVersion == 1 && report.runID == "0f" && report.isAccepted)
    #expect(report.uploadedAt.millisecondsSinceEpoch == 1_769_441_412_345)
    #expect(report.kingdom?.number == 51 && report.date?.description == "2026-01-26")
    #expect(report.source == .rokPlayers && report.file == "a.csv" && report.contentHash == "ab12")
    #expect(report.dkpWeights == .standard)
    #expect(
      report.form
        == UploadReport.Form(format: "csv, semicolon", encoding: "UTF-8", compression: "gzip"))
    #expect(report.rows.superseded == 1 && report.rows.ofDate == report.date)
    #expect(report.columns.passedOver.map(\.instead) == ["Power"])
    #expect(report.problems.map(\.row) == [3] && report.problemCount == 5)
    #expect(report.anomalies.counts.map(\.players) == [2, 0] && report.anomalies.isMostlyNew)
    #expect(report.anomalies.listed.map(\.name) == [#"A"b"#])
    guard case .with(let compared) = report.comparison else {
      Issue.record("no snapshot was compared")
      return
    }
    #expect(compared.runID == "0e" && compared.absentPlayers == 2)
    #expect(report.raw?.description == "raw/\(Self.run)/a.csv" && report.rejected == nil)
    #expect(report.reason == nil)
  }

  @Test func theReasonOfARejectionIsItsFirstProblem() throws {
    let report = try #require(UploadReport(parsing: Array(Self.refused.utf8)))
    #expect(report.reason == "line 2: found x, expected y")
  }

  @Test(arguments: [accepted, refused])
  func aReportThatIsCutShortIsNone(_ text: String) {
    let bytes = Array(text.utf8)
    for length in 0..<(bytes.count - 1) {
      #expect(UploadReport(parsing: Array(bytes.prefix(length))) == nil)
    }
  }

  @Test(arguments: ["run_id", "uploaded_at", "status"], ["null", "7", "[]", nil] as [String?])
  func aReportNeedsItsRunItsTimeAndItsStatus(_ member: String, value: String?) {
    let rest = ["run_id", "uploaded_at", "status"].filter { $0 != member }
      .map { #""\#($0)":"2026-01-26T15:30:12Z""# }
    let members = rest + (value.map { [#""\#(member)":\#($0)"#] } ?? [])
    #expect(UploadReport(parsing: Array("{\(members.joined(separator: ","))}".utf8)) == nil)
  }

  /// Older reports lack members, and other values than ours count as missing.
  @Test(arguments: [
    "", #","file":7,"kingdom":0,"snapshot_date":"then","source":"other","sha256":[]"#,
    #","rows":[],"columns":7,"problems":{},"suspicions":null,"notes":"none","raw":"elsewhere""#,
    #","rows":{"total":-1,"of_date":"then"},"unlisted_problems":-3,"columns":{"matched":{}}"#,
    #","unknown":{"of":["the",{"future":1}]}"#,
  ])
  func otherMembersMayBeMissing(_ members: String) throws {
    let text = #"{"run_id":"0f","uploaded_at":"2026-01-26T15:30:12Z","status":"new"\#(members)}"#
    var expected = UploadReport(
      runID: "0f", uploadedAt: try #require(Instant("2026-01-26T15:30:12Z")), isAccepted: false)
    expected.schemaVersion = 0
    #expect(UploadReport(parsing: Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    ("", UploadReport.Comparison.unknown), (#","compared_with":null"#, .none),
    (#","compared_with":{"run_id":"0e"}"#, .none),
  ])
  func anUnknownComparisonIsNotNone(_ member: String, comparison: UploadReport.Comparison) throws {
    let text = #"{"run_id":"0f","uploaded_at":"2026-01-26T15:30:12Z","status":"x"\#(member)}"#
    #expect(UploadReport(parsing: Array(text.utf8))?.comparison == comparison)
  }

  @Test func aLimitOfBytesHolds() {
    let bytes = Array(Self.refused.utf8)
    #expect(UploadReport(parsing: bytes, byteLimit: bytes.count) != nil)
    #expect(UploadReport(parsing: bytes, byteLimit: bytes.count - 1) == nil)
  }

  @Test func aDamagedReportStillNamesItsRun() {
    let text = String(Self.accepted.prefix(60))
    #expect(UploadReport.names("0f", in: text) && UploadReport.namesAnyRun(in: text))
    #expect(!UploadReport.names("0", in: text) && !UploadReport.names("0e", in: text))
    #expect(!UploadReport.namesAnyRun(in: "{}"))
  }
}
