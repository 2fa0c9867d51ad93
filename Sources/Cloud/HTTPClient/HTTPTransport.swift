package import Bytes
package import HTTP

/// Sends requests and takes in their answers; every status is an answer, not an error.
package protocol HTTPTransport: Sendable {
  /// - Throws: `HTTPError` where no whole answer came. A body is never sent a second time; a
  ///   request without one may be, where a kept connection turns out to be dead.
  func send(_ request: ClientRequest) async throws(HTTPError) -> ClientResponse
}

/// An answer that came in whole.
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
