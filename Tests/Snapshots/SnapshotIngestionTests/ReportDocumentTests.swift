import Bytes
import DataLake
import Datasets
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import Time
import UploadReading

/// What the stored report says of an upload.
@Suite struct ReportDocumentTests {
  private static let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
  private static let run = "\(folder)/run_ts=20260126T153012Z"

  /// The report in the lake, which must be the one that the pipeline gave.
  private func document(
    of upload: String, _ change: (inout ReadingSettings) -> Void = { _ in }
  ) async throws -> UploadReport {
    var settings = IngestionSettings()
    change(&settings.reading)
    return try await withTemporaryLake { lake async throws in
      let report = try await IngestionPipeline(store: lake, settings: settings)
        .ingest(SharedBytes(upload), of: try #require(Uploads.event()))
      let stored = try await lake.get("reports/\(Self.run)/report.json")
      let document = try #require(UploadReport(parsing: stored.array))
      #expect(document == report.document)
      return document
    }
  }

  @Test func itNamesTheUploadAndWhatWasWritten() async throws {
    let document = try await document(of: "ID,Name\n7,Anna\n7,Bo\n") { $0.duplicates = .keepLast }
    let event = try #require(Uploads.event())
    #expect(document.schemaVersion == 1 && document.runID == event.runID)
    #expect(document.uploadedAt == event.time && document.source == .rokPlayers)
    #expect(document.kingdom == Kingdom(51) && document.date == CalendarDate("2026-01-26"))
    #expect(document.file == "players.csv" && document.isAccepted)
    // Worked out with another tool.
    let hash = "e1880a56cc789953ae2462f583e4628e9f26dd818930d75fbe1c63927e969016"
    #expect(document.contentHash == hash)
    #expect(document.raw?.description == "raw/\(Self.run)/players.csv")
    #expect(document.curated?.description == "curated/\(Self.folder)/players.parquet")
    #expect(document.report?.description == "reports/\(Self.run)/report.json")
    #expect(document.rejected == nil && document.comparison == .none && document.reason == nil)
  }

  @Test func itSaysHowEachColumnWasRead() async throws {
    let document = try await document(
      of: "Kingdom;Total Power;ID;Name;Power;Note\n51;9;7;Anna;1;x\n51;9;8;;2;\n51;9;9;Cy;;z\n")
    #expect(
      document.form
        == UploadReport.Form(format: "csv, semicolon", encoding: "UTF-8", compression: "none"))
    var columns = UploadReport.Columns()
    columns.matched = [
      .init(header: "ID", column: "id", filled: 3),
      .init(header: "Name", column: "name", filled: 2),
      .init(header: "Power", column: "power", filled: 2),
    ]
    columns.claims = [.init(header: "Kingdom", column: "kingdom")]
    columns.passedOver = [.init(header: "Total Power", column: "power", instead: "Power")]
    columns.ignored = ["Note"]
    #expect(document.columns == columns)
    #expect(document.problems.isEmpty && document.notes.isEmpty)
  }

  @Test(arguments: [100, 1])
  func itListsTheFirstIssuesAndCountsAll(listing limit: Int) async throws {
    let document = try await document(of: "ID,Power\n7,5\nx,6\n8,1.2B\n") {
      $0.limits.listedProblems = limit
    }
    #expect((document.rows.total, document.rows.accepted, document.rows.refused) == (3, 2, 1))
    let problems: [UploadReport.Problem] = [
      .init(
        row: 3, column: "ID", found: "x",
        expected: "a player's id: a whole number from 1 to 9999999999", code: "unusable_id"),
      .init(
        row: 4, column: "Power", found: "1.2B",
        expected: "the full number, such as 3355758150: a rounded one ranks wrongly",
        code: "abbreviated"),
    ]
    #expect(document.problems == Array(problems.prefix(limit)) && document.problemCount == 2)
  }

  @Test func itCountsTheRowsThatWereLeftOut() async throws {
    let repeated = try await document(of: "ID,Power\n7,1\n8,1\n7,2\n") { $0.duplicates = .keepLast }
    var rows = UploadReport.Rows()
    (rows.total, rows.accepted, rows.superseded) = (3, 2, 1)
    #expect(repeated.rows == rows)
    #expect(repeated.problems.map(\.code) == ["duplicate_id"])

    let date = CalendarDate("2026-01-26")
    let ofOneDay = try await document(of: "Date,ID\n2026-01-19,7\n2026-01-19,8\n2026-01-26,7\n") {
      $0.rowsOfDate = date
    }
    rows = UploadReport.Rows()
    (rows.total, rows.accepted, rows.ofOtherDates, rows.ofDate) = (3, 1, 2, date)
    #expect(ofOneDay.rows == rows)
    #expect(ofOneDay.columns.claims == [.init(header: "Date", column: "date")])
  }

  @Test func aRejectionIsItsFirstProblem() async throws {
    let document = try await document(of: "ID,Name\n7,Anna\n8,Bo\n7,Cy\n")
    let expected = "each id in one row only"
    #expect(
      document.problems == [
        .init(
          row: 2, column: "ID", found: "repeated ids: 1, in 2 rows", expected: expected,
          code: "duplicate_ids"),
        .init(row: 2, column: "ID", found: "7", expected: expected, code: "duplicate_id"),
        .init(row: 4, column: "ID", found: "7", expected: expected, code: "duplicate_id"),
      ])
    #expect(!document.isAccepted && document.rows.accepted == 0 && document.rows.total == 3)
    #expect(document.raw?.description == "raw/\(Self.run)/players.csv")
    #expect(document.rejected?.description == "rejected/\(Self.run)/players.csv")
    #expect(document.curated == nil && document.dkpWeights == nil)
  }

  @Test func aBrokenTextIsRejectedAtItsLine() async throws {
    let document = try await document(of: "ID,Name\n7,Anna\n8,\"Bo\n")
    #expect(document.problems.map(\.code) == ["unclosed_quote"])
    #expect(document.problems.map(\.line) == [3])
  }

  /// Every kind has its count, also where there is none.
  @Test func anomaliesOfEveryKindAreCounted() async throws {
    let document = try await document(of: "ID,Name\n7,Anna\n")
    #expect(
      document.anomalies.counts.map(\.code) == [
        "kill_points_mismatch", "hidden_tiers", "fallen_counter", "renamed_and_moved",
      ])
    #expect(document.anomalies.counts.allSatisfy { $0.players == 0 })
    #expect(!document.anomalies.isMostlyNew && document.anomalies.listed.isEmpty)
  }
}
