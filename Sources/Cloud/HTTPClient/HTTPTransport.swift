/// Sends requests and takes in their answers; every status is an answer, not an error.
package protocol HTTPTransport: Sendable {
  /// - Throws: `HTTPError` where no whole answer came. A body is never sent a second time; a
  ///   request without one may be, where a kept connection turns out to be dead.
  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
