import SQL
import SnapshotQueries
import Storage

extension ProblemDetails {
  /// The lake could not be read; nothing of why is told to strangers.
  static let lakeUnavailable = ProblemDetails(
    status: 503, code: "lake_unavailable", title: "Lake unavailable",
    detail: "The snapshots cannot be read at the moment. Try again in a few seconds.",
    headers: ["Retry-After": "5"])

  /// A fault of ours.
  static let internalError = ProblemDetails(
    status: 500, code: "internal_error", title: "Internal error",
    detail: "The request could not be answered because of an error on our side.")

  /// The answer took longer than whoever asked waits.
  package static let queryTimedOut = ProblemDetails(
    status: 504, code: "query_timed_out", title: "Query timed out",
    detail: "The answer was not ready in time. Try again in a moment.")

  static let snapshotChanging = ProblemDetails(
    status: 503, code: "snapshot_changing", title: "Snapshot changing",
    detail: "The snapshot was uploaded again while it was read. Try again.",
    headers: ["Retry-After": "1"])

  /// What the failure of a query is to the client.
  ///
  /// 503 says that trying again helps, so that it stands for what passes by itself. A query that
  /// failed as such fails the next time too: that is 502, an upstream that gave no good answer.
  init(_ code: SQLError.Code) {
    switch code {
    case .timedOut:
      self = .queryTimedOut
    case .throttled:
      self.init(
        status: 503, code: "query_throttled", title: "Too many queries",
        detail: "More is asked than can be answered at the moment. Try again in a few seconds.",
        headers: ["Retry-After": "5"])
    case .unreachable, .cancelled:
      self.init(
        status: 503, code: "query_unavailable", title: "Queries unavailable",
        detail: "Boards cannot be worked out at the moment. Try again in a few seconds.",
        headers: ["Retry-After": "5"])
    case .failed:
      self.init(
        status: 502, code: "query_failed", title: "Query failed",
        detail: "The board could not be worked out because its query failed on our side.")
    }
  }

  /// What an error is to the client, and whether its reason is worth telling to the owner.
  static func of(_ error: any Error) -> (problem: ProblemDetails, isOurs: Bool) {
    switch error {
    case let problem as ProblemDetails: (problem, false)
    // Nobody waits for the answer any more.
    case is CancellationError: (.queryTimedOut, false)
    case let error as QueryError where error.code == .noSnapshot:
      (.notFound(error.snapshot), false)
    case let error as ObjectStoreError where error.isOfReplacedObject: (.snapshotChanging, true)
    case is ObjectStoreError: (.lakeUnavailable, true)
    case let error as SQLError: (ProblemDetails(error.code), true)
    default: (.internalError, true)
    }
  }
}
