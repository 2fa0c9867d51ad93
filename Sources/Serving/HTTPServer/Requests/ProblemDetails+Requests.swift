import HTTP
import HTTPAPI

/// Problems that the server finds before the API sees a request.
extension ProblemDetails {
  static let badTarget = ProblemDetails(
    status: 400, code: "bad_target", title: "Bad request",
    detail: "The request line has no target: expected a path that begins with /.")

  static func targetTooLong(_ limits: ServerLimits) -> ProblemDetails {
    ProblemDetails(
      status: 414, code: "uri_too_long", title: "URI too long",
      detail: "The target is longer than \(limits.targetBytes) bytes.")
  }

  static func badHost(_ count: Int) -> ProblemDetails {
    ProblemDetails(
      status: 400, code: "bad_host", title: "Bad request",
      detail: "Found \(count) Host headers, expected one.")
  }

  static func otherHost(_ host: String) -> ProblemDetails {
    ProblemDetails(
      status: 403, code: "cross_origin", title: "Host not served",
      detail: """
        "\(host.prefix(100))" is not a name of this server. Its operator can add a name with \
        --allow-host.
        """)
  }

  static let tooManyRequests = ProblemDetails(
    status: 503, code: "overloaded", title: "Overloaded",
    detail: "There are too many requests at the moment. Try again in a few seconds.",
    headers: ["Retry-After": "5"])

  static let tooManySubscribers = ProblemDetails(
    status: 503, code: "too_many_subscribers", title: "Too many subscribers",
    detail: "Too many event streams are open. Try again later.",
    headers: ["Retry-After": "30"])

  static let tooSlow = ProblemDetails(
    status: 408, code: "request_timeout", title: "Request timeout",
    detail: "The request did not arrive in time.")

  static let ending = ProblemDetails(
    status: 503, code: "ending", title: "Server shutting down",
    detail: "The server is shutting down. Try again in a moment.", headers: ["Retry-After": "2"])
}
