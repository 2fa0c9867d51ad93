package import HTTPAPI

/// What a server serves: handlers as values.
package struct HTTPHandlers: Sendable {
  /// Decides by the head of a request how to handle it. Called on an event loop: it must not block
  /// or take long.
  let disposition: @Sendable (HTTPRequest) -> RequestDisposition
  /// Computes the answer to a request of the disposition `answer`. A cancelled task ends soon, with
  /// any answer.
  let respond: @Sendable (HTTPRequest) async -> HTTPResponse
  /// The answer to a request that the server itself rejects, with the common headers; `nil` for an
  /// unreadable request.
  let reject: @Sendable (ProblemDetails, HTTPRequest?) -> HTTPResponse
  /// Adds the common headers.
  let complete: @Sendable (HTTPResponse, HTTPRequest) -> HTTPResponse

  package init(
    disposition: @escaping @Sendable (HTTPRequest) -> RequestDisposition,
    respond: @escaping @Sendable (HTTPRequest) async -> HTTPResponse,
    reject: @escaping @Sendable (ProblemDetails, HTTPRequest?) -> HTTPResponse,
    complete: @escaping @Sendable (HTTPResponse, HTTPRequest) -> HTTPResponse
  ) {
    self.disposition = disposition
    self.respond = respond
    self.reject = reject
    self.complete = complete
  }
}

extension HTTPHandlers {
  /// The handlers of an API.
  package init(_ service: HTTPService) {
    self.init(
      disposition: { service.disposition(of: $0) }, respond: { await service.respond(to: $0) },
      reject: { service.refuse($0, of: $1) }, complete: { service.complete($0, for: $1) })
  }
}
