package import HTTP

/// The session of a WebSocket after the upgrade (RFC 9110, section 7.8). Bytes are passed on
/// unchanged.
package protocol WebSocketSession: AnyObject, Sendable {
  /// The fields of the 101 answer.
  var headers: HTTPFields { get }
  /// Begins the session after the answer.
  /// - Parameter send: sends bytes to the client; `nil` ends the connection. Callable from any
  ///   thread.
  func begin(send: @escaping @Sendable ([UInt8]?) -> Void)
  func receive(_ bytes: [UInt8])
  /// Called once when the client is gone, or the server ends.
  func close()
}
