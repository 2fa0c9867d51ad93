import DataLake
import Datasets
import JSON
import Testing
import Time

/// Every member of a stored report, by its name in `report.json`.
@Suite struct ReportMembersTests {
  private static let plain = UploadReport(runID: "0f", uploadedAt: .epoch, isAccepted: false)
  private static let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
  private static let run = "\(folder)/run_ts=20260126T153012Z"

  private static func text(_ report: UploadReport) -> String {
    String(decoding: report.stored, as: UTF8.self)
  }

  /// A change of one member, with the text that only a report with this change contains.
  typealias Example = (text: String, change: @Sendable (inout UploadReport) -> Void)

  static let ofTheUpload: [Example] = [
    (#"{"schema_version":7,"#, { $0.schemaVersion = 7 }),
    (#""run_id":"r\"7","#, { $0.runID = #"r"7"# }),
    (
      #""uploaded_at":"2026-01-26T15:30:12Z","#,
      { $0.uploadedAt = Instant("2026-01-26T15:30:12Z") ?? .epoch }
    ),
    (#""kingdom":7,"#, { $0.kingdom = Kingdom(7) }),
    (#""snapshot_date":"2026-01-26","#, { $0.date = CalendarDate("2026-01-26") }),
    (#""source":"rok_players","#, { $0.source = .rokPlayers }),
    (#""file":"名簿.csv","#, { $0.file = "名簿.csv" }),
    (#""sha256":"ab12","#, { $0.contentHash = "ab12" }),
    (#""dkp_weights":"t4:1,t5:2,deaths:3","#, { $0.dkpWeights = DKPWeights("t4:1,t5:2,deaths:3") }),
    (#""status":"accepted","#, { $0.isAccepted = true }),
    (
      #""status":"refused","format":"xlsx","encoding":"UTF-8","compression":"gzip","rows":{"#,
      { $0.form = UploadReport.Form(format: "xlsx", encoding: "UTF-8", compression: "gzip") }
    ),
    (
      #""format":null,"encoding":"UTF-16LE","compression":"none","#,
      { $0.form = UploadReport.Form(format: nil, encoding: "UTF-16LE", compression: "none") }
    ),
    (#""notes":["one","two"],"#, { $0.notes = ["one", "two"] }),
    (#""raw":"raw/\#(run)/a.csv","#, { $0.raw = key("raw/\(run)/a.csv") }),
    (
      #""curated":"curated/\#(folder)/players.parquet","#,
      { $0.curated = key("curated/\(folder)/players.parquet") }
    ),
    (#""rejected":"rejected/\#(run)/a.csv","#, { $0.rejected = key("rejected/\(run)/a.csv") }),
    (
      #""report":"reports/\#(run)/report.json"}"#,
      { $0.report = key("reports/\(run)/report.json") }
    ),
  ]

  static let ofItsRows: [Example] = [
    (#""rows":{"total":7,"#, { $0.rows.total = 7 }),
    (#""accepted":7,"#, { $0.rows.accepted = 7 }),
    (#""refused":7,"#, { $0.rows.refused = 7 }),
    (#""superseded":7,"#, { $0.rows.superseded = 7 }),
    (#""of_date":"2026-01-25","#, { $0.rows.ofDate = CalendarDate("2026-01-25") }),
    (#""of_other_dates":7,"#, { $0.rows.ofOtherDates = 7 }),
    (#""suspicious":7},"#, { $0.rows.suspicious = 7 }),
    (
      #"{"matched":[{"header":"ID","column":"id","filled":7}],"claims":[],"#,
      { $0.columns.matched = [.init(header: "ID", column: "id", filled: 7)] }
    ),
    (
      #""claims":[{"header":"Realm","column":"kingdom"}],"#,
      { $0.columns.claims = [.init(header: "Realm", column: "kingdom")] }
    ),
    (
      #""passed_over":[{"header":"Might","column":"power","instead":"Power"}],"#,
      { $0.columns.passedOver = [.init(header: "Might", column: "power", instead: "Power")] }
    ),
    (#""ignored":["Note","Rank"]},"#, { $0.columns.ignored = ["Note", "Rank"] }),
  ]

  static let ofItsFindings: [Example] = [
    (
      #"[{"row":7,"column":"ID","found":"x","expected":"y","code":"z"}],"#,
      { $0.problems = [.init(row: 7, column: "ID", found: "x", expected: "y", code: "z")] }
    ),
    (
      #""line":7,"part":"xl/a.xml","found":null,"expected":null,"code":null}],"#,
      {
        $0.problems = [.init(line: 7, part: "xl/a.xml", found: nil, expected: nil, code: nil)]
      }
    ),
    (#""unlisted_problems":7,"#, { $0.unlistedProblems = 7 }),
    (
      #""suspicions":{"hidden_tiers":7,"fallen_counter":0,"mostly_new":false,"listed":[]},"#,
      {
        $0.anomalies.counts = [
          .init(code: "hidden_tiers", players: 7), .init(code: "fallen_counter", players: 0),
        ]
      }
    ),
    (#"{"mostly_new":true,"#, { $0.anomalies.isMostlyNew = true }),
    (
      #"[{"row":7,"id":8,"name":"A","column":"dkp","found":"x","expected":"y","code":"z"}]},"#,
      {
        $0.anomalies.listed = [
          .init(
            row: 7, id: 8, name: "A", column: "dkp", found: "x", expected: "y", code: "z")
        ]
      }
    ),
    (#""compared_with":null,"#, { $0.comparison = .none }),
    (
      #"{"snapshot_date":"2026-01-19","run_id":"0e","players_in_both":7,"new_players":8,"#
        + #""absent_players":9},"#,
      {
        guard let date = CalendarDate("2026-01-19") else { return }
        $0.comparison = .with(
          .init(date: date, runID: "0e", playersInBoth: 7, newPlayers: 8, absentPlayers: 9))
      }
    ),
  ]

  static let examples = ofTheUpload + ofItsRows + ofItsFindings

  private static func key(_ text: String) -> LakeKey? { try? LakeKey(parsing: text) }

  @Test(arguments: examples.indices)
  func aMemberIsWrittenUnderItsNameAndReadBack(_ index: Int) {
    let example = Self.examples[index]
    var report = Self.plain
    example.change(&report)
    #expect(Self.text(report).contains(example.text))
    #expect(!Self.text(Self.plain).contains(example.text))
    #expect(UploadReport(parsing: report.stored) == report)
  }

  /// No two changes are the same one.
  @Test func eachExampleChangesAnotherMember() {
    let reports = Self.examples.map { example in
      var report = Self.plain
      example.change(&report)
      return report
    }
    #expect(Set(reports).count == Self.examples.count && !reports.contains(Self.plain))
  }

  /// An upload that was only checked has no objects in the lake.
  @Test func findingsAreTheOutcomeWithoutKeys() throws {
    let report = try #require(UploadReport(parsing: Array(UploadReportTests.accepted.utf8)))
    var findings = JSONWriter()
    findings.object { report.writeFindings(to: &$0) }
    var outcome = JSONWriter()
    outcome.object { report.writeOutcome(to: &$0) }
    let members = findings.text.dropFirst().dropLast()
    #expect(members.hasPrefix(#""status":"accepted","format":"csv, semicolon","#))
    #expect(members.hasSuffix(#""notes":["It was so."]"#))
    #expect(outcome.text.hasPrefix("{\(members),\"raw\":\"raw/"))
    #expect(UploadReportTests.accepted.hasSuffix(",\(outcome.text.dropFirst())\n"))
  }
}
