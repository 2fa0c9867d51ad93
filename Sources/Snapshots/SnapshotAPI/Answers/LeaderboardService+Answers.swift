import Hashing
import JSON

extension LeaderboardService {
  /// The latest may change at any moment.
  static let shortly = "public, max-age=5, stale-while-revalidate=30"
  /// A date can be uploaded again, so that no answer is good for ever.
  static let minutes = "public, max-age=120, stale-while-revalidate=600"

  func json(cache: String, _ write: (inout JSONWriter) -> Void) throws -> APIResponse {
    var json = JSONWriter()
    write(&json)
    return try tagged(json.utf8, type: AnswerForm.json.rawValue, cache: cache)
  }

  /// A table as a file to be kept.
  /// - Parameter name: of the file, without its ending.
  func csv(_ table: CSVText, name: String, cache: String) throws -> APIResponse {
    var answer = try tagged(table.file, type: "text/csv; charset=utf-8", cache: cache)
    answer.headers.append(("Content-Disposition", "attachment; filename=\"\(name).csv\""))
    return answer
  }

  /// An answer with a strong entity tag.
  func tagged(_ body: [UInt8], type: String, cache: String) throws -> APIResponse {
    let tag = "\"\(try SHA256.hexDigest(of: body).prefix(32))\""
    return APIResponse(
      status: 200, headers: [("Content-Type", type), ("Cache-Control", cache), ("ETag", tag)],
      body: body)
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

  /// An error as an answer; what is kept from the client is reported.
  func response(for error: any Error) -> APIResponse {
    let (problem, isOurs) = ProblemDetails.of(error)
    if isOurs { report(error) }
    return problem.response
  }
}

extension APIResponse {
  /// Says that the answer depends on what the client takes, so that caches keep the forms apart.
  func varyingByAccept() -> APIResponse {
    var response = self
    response.headers.append(("Vary", "Accept"))
    return response
  }

  /// The problem that stands for an answer too large to be handed on.
  package var refusedAsTooLarge: APIResponse {
    var rejection = ProblemDetails(
      status: 413, code: "response_too_large", title: "Response too large",
      detail: "The answer is larger than can be sent. Ask for less of it with limit."
    ).response
    rejection.headers += headers.filter {
      $0.name.hasPrefix("Access-Control-") || $0.name == "Vary"
        || $0.name == "X-Content-Type-Options"
    }
    return rejection
  }
}
