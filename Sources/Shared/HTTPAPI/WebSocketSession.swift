package import HTTP

/// The session of a WebSocket after the upgrade (RFC 9110, section 7.8). Bytes are passed on
/// unchanged.
///
/// The server pulls what the session sends when the client takes bytes, so only the session itself
/// keeps anything for a slow client.
package protocol WebSocketSession: BodySource {
  /// The fields of the 101 answer.
  var headers: HTTPFields { get }
  /// Begins the session after the answer.
  /// - Parameter wake: called, from any thread, when there is something to send again.
  func begin(wake: @escaping @Sendable () -> Void)
  func receive(_ bytes: [UInt8])
  /// Called when the client has been silent: a session that sends a probe learns whether the client
  /// is there.
  func probe()
  /// Called when the server is about to end: the session ends by itself.
  func finish()
  /// Called when the client has taken nothing for long, before the session is closed.
  /// - Returns: the last bytes to send, behind those that wait; `nil` for none.
  func expire() -> [UInt8]?
}
