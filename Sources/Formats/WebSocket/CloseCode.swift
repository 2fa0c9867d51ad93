/// Why a connection is closed (RFC 6455, section 7.4).
package struct CloseCode: Hashable, Sendable, RawRepresentable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let normal = CloseCode(rawValue: 1000)
  package static let goingAway = CloseCode(rawValue: 1001)
  package static let protocolError = CloseCode(rawValue: 1002)
  package static let unsupportedData = CloseCode(rawValue: 1003)
  /// The peer gave no code. It is never sent.
  package static let none = CloseCode(rawValue: 1005)
  package static let invalidText = CloseCode(rawValue: 1007)
  package static let policyViolation = CloseCode(rawValue: 1008)
  package static let tooLarge = CloseCode(rawValue: 1009)
  package static let internalError = CloseCode(rawValue: 1011)
  package static let tryAgainLater = CloseCode(rawValue: 1013)

  /// Whether a peer may send the code: those of the protocol and its registry, and those that
  /// libraries and applications define for themselves.
  var maySend: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}

/// A frame or message that breaks the protocol or a limit, with the code that closes the connection.
package struct WebSocketError: Error, Hashable, Sendable {
  package let code: CloseCode
  /// A text for the peer, of at most 123 bytes.
  package let reason: String

  package init(_ code: CloseCode, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}
