package import Bytes
package import HTTP

/// Sends requests and returns their answers; every status is an answer, not an error.
package protocol HTTPTransport: Sendable {
  /// - Throws: `HTTPError` if no complete answer arrived. A body is never sent twice; a request
  ///   without one may be, if a kept connection turns out to be dead.
  func send(_ request: ClientRequest) async throws(HTTPError) -> ClientResponse
}

/// A complete answer.
package struct ClientResponse: Sendable {
  package let status: Int
  package let headers: HTTPFields
  package let body: SharedBytes

  package init(status: Int, headers: HTTPFields = [:], body: SharedBytes = SharedBytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
