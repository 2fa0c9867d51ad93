package import Bytes
package import HTTP

/// One HTTP/1.1 request, ready to be sent.
package struct ClientRequest: Sendable {
  package var method: HTTPMethod
  /// Absolute, `http` or `https`, percent-encoded: it is sent verbatim.
  package var url: String
  package var headers: HTTPFields
  /// The bytes in pieces, in order; none if the method has no body.
  package var body: [SharedBytes]
  package var limits: HTTPLimits

  package init(
    _ method: HTTPMethod, _ url: String, headers: HTTPFields = [:], body: [SharedBytes] = [],
    limits: HTTPLimits = HTTPLimits()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
  }
}

/// Limits of an exchange's time and of its answer's size.
package struct HTTPLimits: Hashable, Sendable {
  /// From the first packet to the end of the TLS handshake.
  package var connecting: Duration = .seconds(3)
  /// The whole exchange; `nil` waits for ever.
  package var total: Duration? = .seconds(60)
  /// Max time with less than `bytesPerSecond`; `nil` for ever.
  package var stalling: Duration? = .seconds(15)
  /// The min rate that does not count as stalled.
  package var bytesPerSecond = 1024
  /// The max body of a response.
  package var responseBytes = 64 << 20

  package init() {}
}
