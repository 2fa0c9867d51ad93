import Bytes

/// What the path of a request names.
enum RequestedPath: Equatable {
  /// A file of the page, `""` for the page itself.
  case file(String)
  case route(Route)

  /// - Throws: a 404 problem for broken escapes, and below `/v1` what `Route` throws.
  init(_ path: String) throws(ProblemDetails) {
    var parts: [String] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      guard let decoded = PercentDecoding.decode(part) else {
        throw .notFound("The path is not percent-encoded UTF-8.")
      }
      parts.append(decoded)
    }
    switch parts.first {
    case "v1": self = .route(try Route(parts.dropFirst()))
    default: self = .file(parts.joined(separator: "/"))
    }
  }
}
