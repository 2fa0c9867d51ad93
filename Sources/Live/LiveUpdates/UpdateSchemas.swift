import HTTP
import HTTPAPI
import LiveAPI

// What the routes of updates add to the description.

extension RouteParameter {
  static let resumedVersion = query(
    "version",
    ParameterDescription(
      "The version that the client has: it is not sent again.", schema: .integer(from: 0)))
}

extension OpenAPIResponse {
  static let switching = OpenAPIResponse(
    101, ["description": "The connection is a WebSocket from here on."])

  static let eventStream = OpenAPIResponse(
    200,
    ["description": "The stream.", "content": ["text/event-stream": ["schema": .string()]]])

  static let unknownToken = problem(
    401, "UnknownToken", "The token is unknown: `unknown_token`.")

  static let foreignOrigin = problem(
    403, "ForeignOrigin", "A page of another origin asks: `cross_origin`.",
    example: .foreignOrigin)

  static let upgradeRequired = problem(
    426, "UpgradeRequired", "The request opens no WebSocket: `upgrade_required`.")

  static let manySubscribers = problem(
    503, "ManySubscribers", "Too many connections are open: `too_many_subscribers`.",
    headers: [("Retry-After", .retryAfter)])
}

extension ProblemDetails {
  static let foreignOrigin = ProblemDetails(
    status: 403, code: "cross_origin", title: "Cross-origin request",
    detail: "Only this server's own page, pages that it allows and programs may open a socket.")
}
