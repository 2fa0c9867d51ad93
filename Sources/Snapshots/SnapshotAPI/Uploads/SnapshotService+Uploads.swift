import DataLake
import Datasets
import HTTPAPI
import JSON
import SnapshotQueries
import Time

extension SnapshotService {
  func uploads(_ request: RouteRequest) async throws -> HTTPResponse {
    let (kingdom, query) = (try request.kingdom, request.query)
    let limit = try query.number("limit", in: 1...100, default: 20)
    let last = try Cursor(query, snapshotCount: 1).map { try Self.run(before: $0) }
    let runs = try await uploads.runs(of: kingdom)
    if runs.isEmpty, try await catalog.latest(of: kingdom) == nil {
      throw ProblemDetails.noSnapshot(of: kingdom)
    }
    let rest = runs.drop { run in last.map { run >= $0 } ?? false }
    let page = Array(rest.prefix(limit))
    let records = try await uploads.records(of: kingdom, page)
    let current = try await current(of: Set(records.map(\.snapshot)))
    var next: String?
    if rest.count > page.count, let last = page.last {
      next = Cursor(pins: [last.date.description, last.run.description], offset: 0).text
    }
    return .json(cache: CacheControl.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.array("uploads") {
          for record in records {
            record.write(to: &$0, isCurrent: current[record.snapshot] == record.report.runID)
          }
        }
        $0.member("next_cursor", next)
      }
    }
  }

  func report(_ request: RouteRequest) async throws -> HTTPResponse {
    let kingdom = try request.kingdom
    let run = UploadCatalog.Run(
      date: try request.path(SnapshotPath.date), run: try request.path(SnapshotPath.run))
    guard let report = try await uploads.report(of: kingdom, run) else {
      throw ProblemDetails.notFound(
        "Kingdom \(kingdom) has no report of \(run.date) by the run \(run.run).")
    }
    return .tagged(
      ReportDocument.json(of: report), type: AnswerForm.json.rawValue,
      cache: CacheControl.minutes)
  }

  /// The last run of a page, after which the next page starts.
  private static func run(before cursor: Cursor) throws -> UploadCatalog.Run {
    guard let run = RunTimestamp(cursor.pins[1]) else {
      throw ProblemDetails.badParameter(
        "cursor", found: cursor.text, expected: "the next_cursor of a list of uploads")
    }
    return UploadCatalog.Run(date: try cursor.date(ofPin: 0), run: run)
  }

  /// The runs of some current snapshots.
  private func current(of snapshots: Set<SnapshotID>) async throws -> [SnapshotID: String] {
    let headers = try await headers(of: Array(snapshots))
    return Dictionary(
      headers.map { ($0.snapshot, $0.runID) }, uniquingKeysWith: { first, _ in first })
  }
}
