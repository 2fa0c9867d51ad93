import JSON
import Querying

/// Why a request was not answered: RFC 9457 `application/problem+json`.
///
/// `code` is for programs and never changes; `detail` is for people and may.
struct Problem: Error, Equatable {
  let status: Int
  let code: String
  let title: String
  let detail: String
  /// Headers that belong to the status, such as `Allow`.
  var headers: [String: String] = [:]

  var body: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("type", "about:blank")
      $0.member("title", title)
      $0.member("status", status)
      $0.member("code", code)
      $0.member("detail", detail)
    }
    return json.utf8
  }
}

extension Problem {
  static func notFound(_ what: String) -> Problem {
    Problem(status: 404, code: "not_found", title: "Not found", detail: what)
  }

  static func badParameter(_ name: String, found: String, expected: String) -> Problem {
    Problem(
      status: 400, code: "bad_parameter", title: "Bad parameter",
      detail: "\(name): found \"\(found.prefix(100))\", expected \(expected).")
  }

  static func methodNotAllowed(_ method: String) -> Problem {
    Problem(
      status: 405, code: "method_not_allowed", title: "Method not allowed",
      detail: "Found \(method.prefix(20)), expected GET or HEAD.",
      headers: ["Allow": "GET, HEAD, OPTIONS"])
  }

  /// The lake could not be read; nothing of why is told to strangers.
  static let lakeUnavailable = Problem(
    status: 503, code: "lake_unavailable", title: "Lake unavailable",
    detail: "The snapshots cannot be read at the moment. Try again in a few seconds.",
    headers: ["Retry-After": "5"])

  /// A fault of ours.
  static let internalError = Problem(
    status: 500, code: "internal_error", title: "Internal error",
    detail: "The request could not be answered because of an error on our side.")
}

extension Problem {
  /// The answer took longer than whoever asked waits.
  static let queryTimedOut = Problem(
    status: 504, code: "query_timed_out", title: "Query timed out",
    detail: "The answer was not ready in time. Try again in a moment.")

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
}
