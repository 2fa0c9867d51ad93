extension LeaderboardService {
  /// The page and its parts, and the description of the API.
  func file(_ path: String) throws -> APIResponse {
    if path == OpenAPIDocument.path {
      return try tagged(
        OpenAPIDocument.content, type: AnswerForm.json.rawValue, cache: Self.minutes)
    }
    guard let file = files()[path] else {
      throw ProblemDetails.notFound("There is nothing at this path.")
    }
    var response = try tagged(
      file.content, type: file.type, cache: file.isImmutable ? Self.forEver : Self.askingAlways)
    response.headers += Self.pageHeaders
    return response
  }

  private static let forEver = "public, max-age=31536000, immutable"
  /// It may be kept, but is asked for each time whether it is still the same.
  private static let askingAlways = "no-cache"

  /// What a page may do: run its own scripts and styles, ask this server, and nothing else.
  private static let pageHeaders = [
    (
      name: "Content-Security-Policy",
      value: [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'",
        "frame-ancestors 'none'",
      ].joined(separator: "; ")
    ),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
  ]
}
