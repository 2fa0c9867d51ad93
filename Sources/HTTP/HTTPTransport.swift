/// Sends requests and takes in their answers; every status is an answer, not an error.
package protocol HTTPTransport: Sendable {
  /// - Throws: `HTTPError` where no whole answer came. Nothing is sent a second time.
  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
