import HTTP
import WebSocket

/// Problems that any request may have.
extension ProblemDetails {
  package static func notFound(_ what: String, code: String = "not_found") -> ProblemDetails {
    ProblemDetails(status: 404, code: code, title: "Not found", detail: what)
  }

  /// No route and no file has the path.
  static let nothingHere = ProblemDetails.notFound("There is nothing at this path.")

  /// A request to a WebSocket route without an upgrade.
  static let upgradeRequired = ProblemDetails(
    status: 426, code: "upgrade_required", title: "Upgrade required",
    detail: "Expected a request for a WebSocket.", headers: ["Upgrade": "websocket"])

  /// A WebSocket in a version other than that of RFC 6455.
  static let otherWebSocketVersion = ProblemDetails(
    status: 426, code: "other_websocket_version", title: "Upgrade required",
    detail: "Expected version \(WebSocketHandshake.version) of WebSocket.",
    headers: ["Upgrade": "websocket", "Sec-WebSocket-Version": WebSocketHandshake.version])

  /// - Parameter found: the value as sent; cut to a readable length.
  package static func badParameter(
    _ name: String, found: String, expected: String
  ) -> ProblemDetails {
    ProblemDetails(
      status: 400, code: "bad_parameter", title: "Bad parameter",
      detail: "\(name.prefix(100)): found \"\(found.prefix(100))\", expected \(expected).")
  }

  /// - Parameters:
  ///   - expected: the main methods, for people.
  ///   - allowed: all methods, separated by commas.
  package static func methodNotAllowed(
    _ method: String, expected: String, allowed: String
  ) -> ProblemDetails {
    ProblemDetails(
      status: 405, code: "method_not_allowed", title: "Method not allowed",
      detail: "Found \(method.prefix(20)), expected \(expected).", headers: ["Allow": allowed])
  }

  /// - Parameter types: the available types.
  package static func notAcceptable(_ accept: String, types: [String]) -> ProblemDetails {
    ProblemDetails(
      status: 406, code: "not_acceptable", title: "Not acceptable",
      detail: """
        Accept: found "\(accept.prefix(100))", expected one that allows \
        \(types.joined(separator: " or ")).
        """)
  }

  /// The answer took too long.
  package static let queryTimedOut = ProblemDetails(
    status: 504, code: "query_timed_out", title: "Query timed out",
    detail: "The answer was not ready in time. Try again in a moment.")

  /// A bug.
  package static let internalError = ProblemDetails(
    status: 500, code: "internal_error", title: "Internal error",
    detail: "The request could not be answered because of an error on our side.")

  /// An answer that is too large to send.
  package static let responseTooLarge = ProblemDetails(
    status: 413, code: "response_too_large", title: "Response too large",
    detail: "The answer is too large to send. Request less with limit.")
}
