import HTTP
import Hashing
package import JSON

/// Values of `Cache-Control`.
package enum CacheControl {
  /// For answers that may change at any moment.
  package static let shortly = "public, max-age=5, stale-while-revalidate=30"
  /// For answers that seldom change.
  package static let minutes = "public, max-age=120, stale-while-revalidate=600"
  package static let never = "no-store"
  /// It may be stored, but must be revalidated each time.
  package static let revalidate = "no-cache"
  /// For content that never changes under its path.
  static let forever = "public, max-age=31536000, immutable"
}

extension HTTPResponse {
  /// An answer with a strong entity tag.
  package static func tagged(_ body: [UInt8], type: String, cache: String) -> HTTPResponse {
    let tag = "\"\(SHA256.hexDigest(of: body).prefix(32))\""
    return HTTPResponse(
      status: 200, headers: ["Content-Type": type, "Cache-Control": cache, "ETag": tag],
      body: body)
  }

  package static func json(
    cache: String, _ write: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    var json = JSONWriter()
    write(&json)
    return tagged(json.utf8, type: AnswerForm.json.rawValue, cache: cache)
  }

  /// A table as a file download.
  /// - Parameter name: the file's name without its extension.
  package static func csv(_ table: CSVText, name: String, cache: String) -> HTTPResponse {
    var answer = tagged(table.file, type: "text/csv; charset=utf-8", cache: cache)
    answer.headers.add("Content-Disposition", "attachment; filename=\"\(name).csv\"")
    return answer
  }

  /// Adds that the answer depends on `Accept`, so that caches keep the forms apart.
  package func varyingByAccept() -> HTTPResponse {
    var response = self
    response.headers.add("Vary", "Accept")
    return response
  }

  /// The problem in place of an answer that is too large to send.
  package var refusedAsTooLarge: HTTPResponse {
    var rejection = ProblemDetails.responseTooLarge.response
    rejection.headers.append(
      headers.filter {
        $0.name.hasPrefix("Access-Control-") || $0.hasName("Vary")
          || $0.hasName("X-Content-Type-Options")
      })
    return rejection
  }

  /// The answer to OPTIONS if other origins are allowed.
  /// - Parameters:
  ///   - methods: the path's methods, separated by commas.
  ///   - names: the headers that a request may have.
  static func preflight(_ methods: String, headers names: [String]) -> HTTPResponse {
    HTTPResponse(
      status: 204,
      headers: [
        "Allow": methods, "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": names.joined(separator: ", "),
        "Access-Control-Max-Age": "86400",
      ])
  }

  /// An answer without any CORS permission.
  static func sameOriginPreflight(_ methods: String) -> HTTPResponse {
    HTTPResponse(
      status: 204, headers: ["Allow": methods, "X-Content-Type-Options": "nosniff"])
  }
}
