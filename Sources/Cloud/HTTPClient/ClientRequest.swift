package import Bytes
package import HTTP

/// One HTTP/1.1 request, ready to be sent.
package struct ClientRequest: Sendable {
  package var method: HTTPMethod
  /// Absolute, `http` or `https`, percent-encoded: it goes out byte for byte.
  package var url: String
  package var headers: HTTPFields
  /// The bytes in pieces, in order; none where the method has no body.
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

/// How long an exchange may take and how much may come back.
package struct HTTPLimits: Hashable, Sendable {
  /// From the first packet to the end of the TLS handshake.
  package var connecting: Duration = .seconds(3)
  /// The whole exchange; `nil` waits for ever.
  package var total: Duration? = .seconds(60)
  /// How long less than `bytesPerSecond` may flow before the exchange is given up; `nil` for ever.
  package var stalling: Duration? = .seconds(15)
  /// What counts as flowing.
  package var bytesPerSecond = 1024
  /// The longest body of a response that is taken in.
  package var responseBytes = 64 << 20

  package init() {}
}
