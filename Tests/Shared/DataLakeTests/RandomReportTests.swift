import DataLake
import Datasets
import Storage
import Testing
import Time

/// Reports with values at random.
@Suite struct RandomReportTests {
  @Test func whatIsWrittenIsReadBackEqual() throws {
    for _ in 0..<500 {
      let report = try Self.report()
      #expect(UploadReport(parsing: report.stored) == report)
    }
  }

  @Test func whatIsReadOfADamagedReportIsWrittenAndReadBackEqual() throws {
    for _ in 0..<200 {
      let report = try Self.report()
      var bytes = report.stored
      let position = Int.random(in: 0..<(bytes.count - 1))
      bytes[position] = UInt8(ascii: "7")
      guard let damaged = UploadReport(parsing: bytes) else { continue }
      #expect(UploadReport(parsing: damaged.stored) == damaged)
    }
  }

  private static func report() throws -> UploadReport {
    let snapshot = SnapshotID(
      kingdom: try #require(Kingdom(Int.random(in: 1...999_999))),
      date: try #require(CalendarDate("2026-0\(Int.random(in: 1...9))-1\(Int.random(in: 0...9))")))
    let time = try #require(
      Instant(millisecondsSinceEpoch: Int64.random(in: 0...2_000_000_000_000)))
    var report = UploadReport(runID: text(), uploadedAt: time, isAccepted: .random())
    report.kingdom = snapshot.kingdom
    report.date = .random() ? snapshot.date : nil
    report.source = snapshot.source
    report.file = maybe(text())
    report.contentHash = maybe(text())
    report.dkpWeights = .random() ? DKPWeights(t4Kills: 1, t5Kills: 2, deaths: 3) : nil
    report.form = .random() ? nil : .init(format: maybe(text()), encoding: text(), compression: "")
    report.rows = rows(of: snapshot)
    report.columns = columns()
    report.problems = several {
      .init(
        row: maybe(number()), column: maybe(text()), line: maybe(number()), part: maybe(text()),
        found: maybe(text()), expected: text(), code: text())
    }
    report.unlistedProblems = number()
    report.anomalies.counts = several { .init(code: "kind_\(number())", players: number()) }
    report.anomalies.isMostlyNew = .random()
    report.anomalies.listed = several {
      .init(
        row: maybe(number()), id: .random(in: .min ... .max), name: text(), column: text(),
        found: text(), expected: text(), code: text())
    }
    report.comparison = comparison(with: snapshot.date)
    report.notes = several { text() }
    let folder = RunTimestamp(time)
    report.raw = .random() ? .raw(snapshot, folder, file: try #require(FileName("ä.csv"))) : nil
    report.curated = .random() ? .curated(snapshot) : nil
    report.report = .report(snapshot, folder)
    return report
  }

  private static func rows(of snapshot: SnapshotID) -> UploadReport.Rows {
    var rows = UploadReport.Rows()
    (rows.total, rows.accepted, rows.refused) = (number(), number(), number())
    (rows.superseded, rows.ofOtherDates, rows.suspicious) = (number(), number(), number())
    rows.ofDate = .random() ? snapshot.date : nil
    return rows
  }

  private static func columns() -> UploadReport.Columns {
    var columns = UploadReport.Columns()
    columns.matched = several { .init(header: text(), column: text(), filled: number()) }
    columns.claims = several { .init(header: text(), column: text()) }
    columns.passedOver = several { .init(header: text(), column: text(), instead: text()) }
    columns.ignored = several { text() }
    return columns
  }

  private static func comparison(with date: CalendarDate) -> UploadReport.Comparison {
    switch Int.random(in: 0..<3) {
    case 0: .unknown
    case 1: .none
    default:
      .with(
        .init(
          date: date, runID: text(), playersInBoth: number(), newPlayers: number(),
          absentPlayers: number()))
    }
  }

  private static func number() -> Int { .random(in: 0...(.random() ? 3 : .max)) }

  /// Up to five characters, among them those that JSON escapes.
  private static func text() -> String {
    let characters: [Character] = ["a", "\"", "\\", "\n", "\u{0}", "ü", "史", "👑", " "]
    return String((0..<Int.random(in: 0...5)).compactMap { _ in characters.randomElement() })
  }

  private static func maybe<Value>(_ value: Value) -> Value? { .random() ? value : nil }

  private static func several<Value>(_ make: () -> Value) -> [Value] {
    (0..<Int.random(in: 0...3)).map { _ in make() }
  }
}
