import HTTP

/// What may be wrong with any request, whatever it asks for.
extension ProblemDetails {
  package static func notFound(_ what: String, code: String = "not_found") -> ProblemDetails {
    ProblemDetails(status: 404, code: code, title: "Not found", detail: what)
  }

  /// No route and no file has the path.
  static let nothingHere = ProblemDetails.notFound("There is nothing at this path.")

  /// A request to a WebSocket that asks for none.
  static let upgradeRequired = ProblemDetails(
    status: 426, code: "upgrade_required", title: "Upgrade required",
    detail: "Expected a request for a WebSocket.", headers: ["Upgrade": "websocket"])

  /// - Parameter found: as it was sent; cut to a readable length.
  package static func badParameter(
    _ name: String, found: String, expected: String
  ) -> ProblemDetails {
    ProblemDetails(
      status: 400, code: "bad_parameter", title: "Bad parameter",
      detail: "\(name.prefix(100)): found \"\(found.prefix(100))\", expected \(expected).")
  }

  /// - Parameters:
  ///   - expected: the methods with a use of their own, for people.
  ///   - allowed: all that are taken, separated by commas.
  package static func methodNotAllowed(
    _ method: String, expected: String, allowed: String
  ) -> ProblemDetails {
    ProblemDetails(
      status: 405, code: "method_not_allowed", title: "Method not allowed",
      detail: "Found \(method.prefix(20)), expected \(expected).", headers: ["Allow": allowed])
  }

  /// - Parameter types: what can be had instead.
  package static func notAcceptable(_ accept: String, types: [String]) -> ProblemDetails {
    ProblemDetails(
      status: 406, code: "not_acceptable", title: "Not acceptable",
      detail: """
        Accept: found "\(accept.prefix(100))", expected one that takes \
        \(types.joined(separator: " or ")).
        """)
  }

  /// The answer took longer than whoever asked waits.
  package static let queryTimedOut = ProblemDetails(
    status: 504, code: "query_timed_out", title: "Query timed out",
    detail: "The answer was not ready in time. Try again in a moment.")

  /// A fault of ours.
  package static let internalError = ProblemDetails(
    status: 500, code: "internal_error", title: "Internal error",
    detail: "The request could not be answered because of an error on our side.")

  /// An answer too large to be handed on.
  package static let responseTooLarge = ProblemDetails(
    status: 413, code: "response_too_large", title: "Response too large",
    detail: "The answer is larger than can be sent. Ask for less of it with limit.")
}
