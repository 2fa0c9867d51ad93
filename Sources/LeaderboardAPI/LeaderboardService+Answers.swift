import DataLake
import Hashing
import JSON
import Querying
import Rankings

extension LeaderboardService {
  /// The latest may change at any moment.
  static let shortly = "public, max-age=5, stale-while-revalidate=30"
  /// A date can be uploaded again, so that no answer is good for ever.
  static let minutes = "public, max-age=120, stale-while-revalidate=600"

  func json(
    _ request: APIRequest, cache: String, _ write: (inout JSONWriter) -> Void
  ) throws -> APIResponse {
    var json = JSONWriter()
    write(&json)
    return try tagged(json.utf8, type: "application/json", cache: cache, request)
  }

  /// An answer with a strong entity tag, or 304 where the client has these bytes already.
  func tagged(
    _ body: [UInt8], type: String, cache: String, _ request: APIRequest
  ) throws -> APIResponse {
    let tag = "\"\(try SHA256.hexDigest(of: body).prefix(32))\""
    let isKnown = EntityTag.matches(tag, ifNoneMatch: request.headers["if-none-match"])
    return APIResponse(
      status: isKnown ? 304 : 200,
      headers: [("Content-Type", type), ("Cache-Control", cache), ("ETag", tag)],
      body: isKnown ? [] : body)
  }

  var preflight: APIResponse {
    APIResponse(
      status: 204,
      headers: [
        ("Allow", "GET, HEAD, OPTIONS"), ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
        ("Access-Control-Allow-Headers", "If-None-Match"), ("Access-Control-Max-Age", "86400"),
      ],
      body: [])
  }

  func response(for problem: Problem) -> APIResponse {
    APIResponse(
      status: problem.status,
      headers: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
        + problem.headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) },
      body: problem.body)
  }

  func problem(for error: any Error) -> Problem {
    switch error {
    case let problem as Problem:
      return problem
    case let error as QueryError where error.code == .noSnapshot:
      return .notFound(
        "Kingdom \(error.snapshot.kingdom) has no snapshot of \(error.snapshot.date).")
    case let error as ObjectStoreError where error.isOfReplacedObject:
      report(error)
      return Problem(
        status: 503, code: "snapshot_changing", title: "Snapshot changing",
        detail: "The snapshot was uploaded again while it was read. Try again.",
        headers: ["Retry-After": "1"])
    case is ObjectStoreError:
      report(error)
      return .lakeUnavailable
    case let error as SQLError:
      report(error)
      return Problem(error.code)
    default:
      report(error)
      return .internalError
    }
  }
}
