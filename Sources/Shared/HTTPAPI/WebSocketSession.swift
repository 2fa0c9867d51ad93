package import HTTP

/// The place of WebSocket: what a connection speaks once its request was upgraded (RFC 9110,
/// section 7.8). The bytes are passed on as they are.
package protocol WebSocketSession: AnyObject, Sendable {
  /// The fields of the 101 answer.
  var headers: HTTPFields { get }
  /// Begins the session, once the answer is sent.
  /// - Parameter send: writes bytes to the client; `nil` ends the connection. From any thread.
  func begin(send: @escaping @Sendable ([UInt8]?) -> Void)
  func receive(_ bytes: [UInt8])
  /// Told once that the client is gone, or that the server ends.
  func close()
}
