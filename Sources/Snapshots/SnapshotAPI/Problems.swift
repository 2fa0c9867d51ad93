import Datasets
import Failures
import HTTP
package import HTTPAPI
import SQL
import SnapshotQueries
import Storage

extension ProblemDetails {
  static func noSnapshot(of kingdom: Kingdom) -> ProblemDetails {
    .notFound("Kingdom \(kingdom) has no snapshot.")
  }

  static func notFound(_ snapshot: SnapshotID) -> ProblemDetails {
    .notFound("Kingdom \(snapshot.kingdom) has no snapshot of \(snapshot.date).")
  }

  /// A page of a snapshot that was uploaded again since the previous page.
  static func snapshotReplaced(_ which: String) -> ProblemDetails {
    ProblemDetails(
      status: 410, code: "snapshot_replaced", title: "Snapshot replaced",
      detail: "\(which) was uploaded again. Start from the first page.")
  }

  /// The lake could not be read; strangers do not learn why.
  static let lakeUnavailable = ProblemDetails(
    status: 503, code: "lake_unavailable", title: "Lake unavailable",
    detail: "The snapshots cannot be read at the moment. Try again in a few seconds.",
    headers: ["Retry-After": "5"])

  static let snapshotChanging = ProblemDetails(
    status: 503, code: "snapshot_changing", title: "Snapshot changing",
    detail: "The snapshot was uploaded again while it was read. Try again.",
    headers: ["Retry-After": "1"])

  /// The problem of a failed query.
  ///
  /// 503 invites a retry, so it is for failures that may pass. A query that failed as such fails
  /// again: that is 502, a bad answer from upstream.
  init(_ code: SQLErrorCode) {
    switch code {
    case .timedOut:
      self = .queryTimedOut
    case .throttled:
      self.init(
        status: 503, code: "query_throttled", title: "Too many queries",
        detail: "There are too many requests at the moment. Try again in a few seconds.",
        headers: ["Retry-After": "5"])
    case .unreachable, .cancelled:
      self.init(
        status: 503, code: "query_unavailable", title: "Queries unavailable",
        detail: "Queries are unavailable at the moment. Try again in a few seconds.",
        headers: ["Retry-After": "5"])
    case .failed:
      self.init(
        status: 502, code: "query_failed", title: "Query failed",
        detail: "The query failed because of an error on our side.")
    }
  }
}

extension SnapshotService {
  /// Translates an error, and decides whether to report it to the owner.
  package static func problem(
    of error: any Error
  ) -> (problem: ProblemDetails, isOurs: Bool)? {
    switch error {
    case let error as QueryError where error.code == .noSnapshot:
      (.notFound(error.snapshot), false)
    case let error as ObjectStoreError where error.isOfReplacedObject: (.snapshotChanging, true)
    case is ObjectStoreError: (.lakeUnavailable, true)
    case let error as SQLError: (ProblemDetails(error.code), true)
    default: nil
    }
  }
}

// MARK: How they are described

extension OpenAPIResponse {
  static let notFound = problem(
    404, "NotFound",
    """
    No such kingdom, date, metric or path: `not_found`; no such player: `no_player`, \
    `player_not_ranked`; nothing to compare with: `no_earlier_snapshot`.
    """, example: .notFound("Kingdom 52 has no snapshot."))

  static let gone = problem(
    410, "Gone",
    "The snapshot was uploaded again after the cursor was issued: `snapshot_replaced`.",
    example: .snapshotReplaced("The snapshot of 2026-01-26"))

  static let unprocessable = problem(
    422, "Unprocessable",
    """
    The file is refused: `upload_refused`, with its `report`. Its kingdom or date is unknown: \
    `place_unknown`, with what it `needs`. Its kingdoms or dates contradict each other: \
    `place_contradicted`.
    """)

  static let badGateway = problem(
    502, "BadGateway", "A query failed on our side: `query_failed`.")

  static let unavailable = problem(
    503, "Unavailable",
    """
    Temporarily unavailable: `lake_unavailable`, `snapshot_changing`, `query_unavailable`, \
    `query_throttled`.
    """, example: .lakeUnavailable, headers: [("Retry-After", .retryAfter)])
}

extension [OpenAPIResponse] {
  /// The answers of a request about snapshots.
  /// - Parameters:
  ///   - answer: the successful one.
  ///   - others: problems of this route only.
  ///   - statuses: statuses that it never has.
  static func answers(
    _ answer: OpenAPIResponse, and others: [OpenAPIResponse] = [], but statuses: Set<Int> = []
  ) -> [OpenAPIResponse] {
    let usual: [OpenAPIResponse] = [
      answer, .notModified, .badRequest, .notFound, .notAcceptable, .internalError, .badGateway,
      .unavailable, .timedOut,
    ]
    return (usual + others).filter { !statuses.contains($0.status) }
      .sorted { $0.status < $1.status }
  }
}
