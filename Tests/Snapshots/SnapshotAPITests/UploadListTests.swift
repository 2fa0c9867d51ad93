import Foundation
import HTTP
import HTTPAPI
import JSON
import Storage
import Testing

/// The list of a kingdom's uploads, and their reports.
@Suite struct UploadListTests {
  private let uploads = "/v1/kingdoms/51/uploads"

  /// Two uploads of each of two days; the newest of all is of the earlier day.
  private static let runs = [
    ("2026-01-26", "20260126T110000Z"), ("2026-01-26", "20260126T100000Z"),
    ("2026-01-19", "20260127T100000Z"), ("2026-01-19", "20260119T100000Z"),
  ]

  private func withUploads(_ body: (TestLake) async throws -> Void) async throws {
    try await withTestLake { lake in
      for (date, run) in Self.runs.shuffled() { try await lake.addReport(of: date, run: run) }
      try await body(lake)
    }
  }

  private func names(_ list: JSONValue) -> [String] {
    list["uploads"]?.elements?.compactMap { $0["run_ts"]?.string } ?? []
  }

  @Test func theLatestDateComesFirstAndOfItTheNewestUpload() async throws {
    try await withUploads { lake in
      let list = try await lake.json(uploads)
      #expect(names(list) == Self.runs.map(\.1))
      #expect(list["next_cursor"] == .null)
    }
  }

  @Test(arguments: [(1, [1, 1, 1, 1]), (2, [2, 2]), (3, [3, 1]), (4, [4])])
  func pagesHoldAllUploadsOnce(limit: Int, counts: [Int]) async throws {
    try await withUploads { lake in
      var pages: [[String]] = []
      var target: String? = "\(uploads)?limit=\(limit)"
      while let next = target, pages.count < 10 {
        let page = try await lake.json(next)
        pages.append(names(page))
        target = page["next_cursor"]?.string.map { "\(uploads)?limit=\(limit)&cursor=\($0)" }
      }
      #expect(pages.map(\.count) == counts)
      #expect(pages.flatMap { $0 } == Self.runs.map(\.1))
    }
  }

  @Test func aPageGoesOnWhereTheLastOneEndedWhateverCameMeanwhile() async throws {
    try await withUploads { lake in
      let first = try await lake.json("\(uploads)?limit=2")
      let cursor = try #require(first["next_cursor"]?.string)
      try await lake.addReport(of: "2026-02-02", run: "20260202T100000Z")
      // The upload that the cursor names may be gone too.
      let (date, run) = Self.runs[1]
      let folder = "reports/source=rok_players/kingdom=51/dt=\(date)/run_ts=\(run)"
      try FileManager.default.removeItem(atPath: "\(lake.store.root)/\(folder)")
      let second = try await lake.json("\(uploads)?limit=2&cursor=\(cursor)")
      #expect(names(second) == Self.runs.suffix(2).map(\.1))
    }
  }

  @Test func onlyTheUploadOfTheCurrentSnapshotIsCurrent() async throws {
    try await withTestLake { lake in
      try await lake.addReport(of: "2026-01-26", run: "20260126T100000Z", runID: "older")
      try await lake.addReport(of: "2026-01-26", run: "20260126T110000Z", runID: "r2026-01-26")
      // Its snapshot is gone.
      try await lake.addReport(of: "2026-01-20", run: "20260120T100000Z", runID: "r2026-01-20")
      let list = try await lake.json(uploads)
      #expect(
        list["uploads"]?.elements?.map { $0["is_current"] } == [
          .bool(true), .bool(false), .bool(false),
        ])
    }
  }

  @Test(
    arguments: [
      (
        #"{"row":2,"column":"ID","found":"x","expected":"y"}"#,
        #"row 2, column "ID": found x, expected y"#
      ),
      (#"{"row":2,"found":"x","expected":"y"}"#, "row 2: found x, expected y"),
      (#"{"line":3,"found":"x","expected":"y"}"#, "line 3: found x, expected y"),
      (#"{"row":2,"line":3,"found":"x","expected":"y"}"#, "row 2: found x, expected y"),
      (#"{"found":"x","expected":"y"}"#, "found x, expected y"),
      ("{}", "found nothing, expected something else"), ("", nil),
    ] as [(String, String?)])
  func aRefusedUploadHasTheReasonOfItsFirstProblem(problem: String, reason: String?) async throws {
    try await withTestLake { lake in
      try await lake.addReport(
        of: "2026-01-26", run: "20260126T100000Z",
        """
        {"run_id":"r","uploaded_at":"2026-01-26T15:30:12Z","file":"a.csv","status":"refused",\
        "rows":{"total":3,"accepted":0,"refused":3,"suspicious":0},"problems":[\(problem)],\
        "unlisted_problems":2}
        """)
      let upload = try #require(try await lake.json(uploads)["uploads"]?.elements?.first)
      #expect(upload["status"]?.string == "refused")
      #expect(upload["reason"]?.string == reason)
      #expect(upload["total_problems"] == .number(problem.isEmpty ? "2" : "3"))
      #expect(upload["is_current"] == .bool(false))
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"run_id":"r","uploaded_at":"today","file":"a","status":"accepted"}"#,
  ])
  func aDamagedReportIsLeftOutOfTheList(report: String) async throws {
    try await withUploads { lake in
      try await lake.addReport(of: "2026-01-27", run: "20260127T100000Z", report)
      let page = try await lake.json("\(uploads)?limit=2")
      #expect(names(page) == [Self.runs[0].1])
      #expect(page["next_cursor"]?.string != nil)
      let answer = await lake.ask("\(uploads)/2026-01-27/20260127T100000Z")
      #expect(answer.status == 200)
    }
  }

  @Test func aKingdomOfRefusedUploadsHasAListAndNoBoards() async throws {
    try await withTestLake { lake in
      try await lake.addReport(of: "2026-01-26", run: "20260126T100000Z", kingdom: 52)
      let refused = try await lake.json("/v1/kingdoms/52/uploads")
      #expect(names(refused) == ["20260126T100000Z"])
      #expect(await lake.ask("/v1/kingdoms/52/snapshots").status == 404)
      #expect(await lake.ask("/v1/kingdoms/53/uploads").status == 404)
      // Snapshots without reports are enough as well.
      let none = try await lake.json(uploads)
      #expect(names(none) == [])
    }
  }

  @Test(
    arguments: [
      (["2026-01-26", "20260126T110000Z"], 200), (["2026-01-20", "20260120T110000Z"], 200),
      (["2026-01-26", "r2026-01-26"], 400), (["yesterday", "20260126T110000Z"], 400),
      (["2026-01-26"], 400), (["2026-01-26", "20260126T110000Z", "x", "y"], 400),
    ])
  func aCursorOfAnotherListIsRefused(pins: [String], status: Int) async throws {
    let cursor = Cursor(pins: pins, offset: 0).text
    try await withUploads { lake in
      #expect(await lake.ask("\(uploads)?cursor=\(cursor)").status == status)
      #expect(await lake.ask("\(uploads)?cursor=\(cursor)0").status == 400)
    }
  }

  @Test(
    arguments: [
      ("2026-01-26/20260126T110000Z", 200), ("2026-01-26/20260126T110001Z", 404),
      ("2026-01-25/20260126T110000Z", 404), ("2026-1-26/20260126T110000Z", 404),
      ("latest/20260126T110000Z", 404), ("2026-01-26/20260126T110000", 404),
      ("2026-01-26/20260126T250000Z", 404), ("2026-01-26/..", 404),
    ])
  func aReportIsFoundByItsDayAndRun(place: String, status: Int) async throws {
    try await withUploads { lake in
      let answer = await lake.ask("\(uploads)/\(place)")
      #expect(answer.status == status)
      if status == 200 {
        #expect(answer.headers["Cache-Control"] == CacheControl.minutes)
        #expect(answer.headers["Content-Type"] == "application/json")
      }
    }
  }
}
