import HTTP
package import HTTPAPI
import JSON

/// The routes by which a supervisor watches the server.
extension Route {
  /// - Parameter problem: why the server is not ready; `nil` if it is.
  package static func health(
    problem: @escaping @Sendable () async -> String?
  ) -> [Route] {
    [
      Route(
        .get, "/health",
        describedAs: .health("getHealth", "Whether the server runs"),
        action: .answer { _ in .state("healthy") }),
      Route(
        .get, "/v1/health-check",
        describedAs: .health("checkHealth", "Whether the server runs"),
        action: .answer { _ in .state("healthy") }),
      Route(
        .get, "/ready",
        describedAs: .health(
          "getReadiness", "Whether scores can be submitted and read",
          others: [
            .problem(
              503, "NotReady", "The server restores its ranks, or its log is unavailable.",
              headers: [("Retry-After", .retryAfter)])
          ]),
        action: .answer { _ in
          if let reason = await problem() { throw ProblemDetails.notReady(reason) }
          return .state("ready")
        }),
    ]
  }
}

extension HTTPResponse {
  fileprivate static func state(_ status: String) -> HTTPResponse {
    .done { $0.object { $0.member("status", status) } }
  }
}

extension ProblemDetails {
  /// - Parameter reason: for people.
  package static func notReady(_ reason: String) -> ProblemDetails {
    .unavailable("not_ready", "\(reason).", retryAfter: .seconds(1))
  }
}

extension OpenAPIOperation {
  fileprivate static func health(
    _ id: String, _ summary: String, others: [OpenAPIResponse] = []
  ) -> OpenAPIOperation {
    OpenAPIOperation(
      id, tags: ["server"], summary: summary,
      responses: [
        .done("It does.", .success(.object(["status": .string()]))), .badRequest, .notAcceptable,
        .internalError,
      ] + others)
  }
}
