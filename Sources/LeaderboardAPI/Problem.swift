import JSON

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
