import DataLake
import Datasets
import Testing
import Time

/// Stored reports with a value that is not ours: only its member is missing.
@Suite struct DamagedReportTests {
  /// A part of a sound report, another text in its place, and what is missing then.
  typealias Damage = (
    sound: String, damaged: String, change: @Sendable (inout UploadReport) -> Void
  )

  static let ofTheUpload: [Damage] = [
    (#""schema_version":1"#, #""schema_version":"1""#, { $0.schemaVersion = 0 }),
    (#""kingdom":51"#, #""kingdom":"51""#, { $0.kingdom = nil }),
    (#""kingdom":51"#, #""kingdom":1000000"#, { $0.kingdom = nil }),
    (#""snapshot_date":"2026-01-26""#, #""snapshot_date":"2026-02-30""#, { $0.date = nil }),
    (#""source":"rok_players""#, #""source":"coc_players""#, { $0.source = nil }),
    (#""file":"a.csv""#, #""file":["a.csv"]"#, { $0.file = nil }),
    (#""sha256":"ab12""#, #""sha256":12"#, { $0.contentHash = nil }),
    (#"t4:10,t5:30,deaths:80"#, #"t4:10,t5:30"#, { $0.dkpWeights = nil }),
    (#""status":"accepted""#, #""status":"pending""#, { $0.isAccepted = false }),
    (#""format":"csv, semicolon""#, #""format":null"#, { $0.form?.format = nil }),
    (#""encoding":"UTF-8""#, #""encoding":8"#, { $0.form = nil }),
    (#""compression":"gzip""#, #""compression":false"#, { $0.form?.compression = "" }),
    (#""notes":["It was so."]"#, #""notes":"It was so.""#, { $0.notes = [] }),
    (#""notes":["It was so."]"#, #""notes":[7,"It was so.",null]"#, { _ in }),
    (#""raw":"raw/"#, #""raw":"/raw/"#, { $0.raw = nil }),
    (#""curated":"curated/"#, #""curated":"raw/"#, { $0.curated = nil }),
    (#""report":"reports/"#, #""report":"Reports/"#, { $0.report = nil }),
  ]

  static let ofItsFindings: [Damage] = [
    (#""total":9"#, #""total":"9""#, { $0.rows.total = 0 }),
    (#""accepted":5"#, #""accepted":-5"#, { $0.rows.accepted = 0 }),
    (#""superseded":1"#, #""superseded":1.5"#, { $0.rows.superseded = 0 }),
    (#""of_date":"2026-01-26""#, #""of_date":26"#, { $0.rows.ofDate = nil }),
    (#""filled":7"#, #""filled":null"#, { $0.columns.matched[0].filled = 0 }),
    (
      #"{"header":"Realm","column":"kingdom"}"#, "7",
      { $0.columns.claims = [.init(header: "", column: "")] }
    ),
    (#""instead":"Power""#, #""instead":{}"#, { $0.columns.passedOver[0].instead = "" }),
    (#""ignored":["Note"]"#, #""ignored":{"Note":1}"#, { $0.columns.ignored = [] }),
    (#"[{"row":3,"column""#, #"[{"row":3.5,"column""#, { $0.problems[0].row = nil }),
    (#""code":"abbreviated""#, #""code":7"#, { $0.problems[0].code = nil }),
    (#""unlisted_problems":4"#, #""unlisted_problems":-4"#, { $0.unlistedProblems = 0 }),
    (
      #""kill_points_mismatch":2"#, #""kill_points_mismatch":"2""#,
      { $0.anomalies.counts.removeFirst() }
    ),
    (#""mostly_new":true"#, #""mostly_new":"yes""#, { $0.anomalies.isMostlyNew = false }),
    (#""id":7,"name""#, #""id":"7","name""#, { $0.anomalies.listed[0].id = 0 }),
    (#""snapshot_date":"2026-01-19""#, #""snapshot_date":19"#, { $0.comparison = .none }),
    (
      #""players_in_both":4"#, #""players_in_both":true"#,
      {
        guard case .with(var snapshot) = $0.comparison else { return }
        snapshot.playersInBoth = 0
        $0.comparison = .with(snapshot)
      }
    ),
  ]

  /// Members that reports lacked at first: without one, a report reads as before.
  static let absences: [Damage] = [
    (#""schema_version":1,"#, "", { $0.schemaVersion = 0 }),
    (#""dkp_weights":"t4:10,t5:30,deaths:80","#, "", { $0.dkpWeights = nil }),
    (#""claims":[{"header":"Realm","column":"kingdom"}],"#, "", { $0.columns.claims = [] }),
    (
      #","of_date":"2026-01-26","of_other_dates":1"#, "",
      {
        $0.rows.ofDate = nil
        $0.rows.ofOtherDates = 0
      }
    ),
    (#""unlisted_problems":4,"#, "", { $0.unlistedProblems = 0 }),
    (#""hidden_tiers":0,"#, "", { $0.anomalies.counts.removeLast() }),
    (#""mostly_new":true,"#, "", { $0.anomalies.isMostlyNew = false }),
    (#","notes":["It was so."]"#, "", { $0.notes = [] }),
    (#","rejected":null"#, "", { _ in }),
  ]

  static let damages = ofTheUpload + ofItsFindings + absences

  @Test(arguments: damages.indices)
  func allOtherMembersAreRead(_ index: Int) throws {
    let damage = Self.damages[index]
    let text = UploadReportTests.accepted
    try #require(text.ranges(of: damage.sound).count == 1)
    let damaged = text.replacing(damage.sound, with: damage.damaged)
    var expected = try #require(UploadReport(parsing: Array(text.utf8)))
    damage.change(&expected)
    let report = try #require(UploadReport(parsing: Array(damaged.utf8)))
    #expect(report == expected)
    // Written again it is sound.
    #expect(UploadReport(parsing: report.stored) == report)
  }

  /// A report from before anomalies, comparisons and codes.
  private static let older = """
    {"run_id":"0e","uploaded_at":"2026-01-19T08:00:00Z","kingdom":51,\
    "snapshot_date":"2026-01-19","source":"rok_players","file":"a.csv","status":"refused",\
    "rows":{"total":2,"accepted":0,"refused":2},"columns":{"matched":[],"ignored":["Note"]},\
    "problems":[{"row":2,"column":"ID","found":"x","expected":"an id"},{"row":3}]}
    """

  @Test func anOlderReportIsReadAsItIs() throws {
    let report = try #require(UploadReport(parsing: Array(Self.older.utf8)))
    var expected = UploadReport(
      runID: "0e", uploadedAt: try #require(Instant("2026-01-19T08:00:00Z")), isAccepted: false)
    expected.schemaVersion = 0
    expected.kingdom = Kingdom(51)
    expected.date = CalendarDate("2026-01-19")
    expected.source = .rokPlayers
    expected.file = "a.csv"
    (expected.rows.total, expected.rows.refused) = (2, 2)
    expected.columns.ignored = ["Note"]
    expected.problems = [
      .init(row: 2, column: "ID", found: "x", expected: "an id", code: nil),
      .init(row: 3, found: nil, expected: nil, code: nil),
    ]
    #expect(report == expected && report.comparison == .unknown && report.problemCount == 2)
    #expect(report.reason == #"row 2, column "ID": found x, expected an id"#)
    // Nothing is said of a comparison that nobody made.
    #expect(!String(decoding: report.stored, as: UTF8.self).contains("compared_with"))
  }

  @Test func aCountThatIsTooLargeIsTheLargest() throws {
    let text = UploadReportTests.accepted.replacing(
      #""unlisted_problems":4"#, with: #""unlisted_problems":9223372036854775807"#)
    let report = try #require(UploadReport(parsing: Array(text.utf8)))
    #expect(report.problems.count == 1 && report.problemCount == .max)
  }

  @Test(
    arguments: [
      (.init(row: 2, found: "7", expected: "8", code: nil), "row 2: found 7, expected 8"),
      (
        .init(column: "Power", found: "7", expected: "8", code: nil),
        #"column "Power": found 7, expected 8"#
      ),
      (
        .init(row: 2, line: 3, found: "7", expected: "8", code: nil), "row 2: found 7, expected 8"
      ),
      (.init(part: "a.xml", found: "7", expected: "8", code: nil), "found 7, expected 8"),
      (.init(found: nil, expected: nil, code: nil), "found nothing, expected something else"),
    ] as [(UploadReport.Problem, String)])
  func aReasonIsTheSentenceOfAProblem(_ problem: UploadReport.Problem, sentence: String) {
    var report = UploadReport(runID: "0f", uploadedAt: .epoch, isAccepted: false)
    #expect(report.reason == nil)
    report.problems = [problem, .init(row: 9, found: "x", expected: "y", code: nil)]
    #expect(report.reason == sentence)
    report.isAccepted = true
    #expect(report.reason == nil)
  }
}
