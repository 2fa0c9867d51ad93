package import HTTP
import Synchronization
package import WebSocket

extension WebSocketHandshake {
  /// - Throws: the problem of a request that opens no WebSocket.
  package init(opening request: HTTPRequest) throws(ProblemDetails) {
    do throws(Rejection) {
      try self.init(request.headers)
    } catch {
      switch error {
      case .notAsked: throw .upgradeRequired
      case .otherVersion: throw .otherWebSocketVersion
      case .invalidKey:
        throw .badParameter(
          "Sec-WebSocket-Key", found: request.headers["Sec-WebSocket-Key"] ?? "",
          expected: "16 bytes in Base64")
      }
    }
  }
}

/// One side of a conversation in messages.
package protocol WebSocketHandler: AnyObject, Sendable {
  /// Begins the conversation.
  /// - Parameter wake: must be called, from any thread, when `next` has something again.
  func begin(wake: @escaping @Sendable () -> Void)
  /// Called for one message after the other.
  func receive(_ message: WebSocketMessage)
  /// What to send next; called when the client takes it.
  func next() -> WebSocketOutput
  /// Called once when the conversation has ended.
  func close()
}

/// What a handler sends.
package enum WebSocketOutput: Hashable, Sendable {
  case message(WebSocketMessage)
  /// The frame of a message that many connections are sent; see `WebSocketConnection.bytes`.
  case frame([UInt8])
  case pending
  case close(CloseCode, reason: String)
}

/// A session that speaks the protocol for a handler: pings, fragments, compression and the closing
/// handshake.
package final class WebSocketPeer: WebSocketSession {
  fileprivate struct State {
    var connection: WebSocketConnection
    /// Pongs and close frames.
    var replies: [[UInt8]] = []
    var replyByteCount = 0
    /// Whether nothing more comes from the client.
    var hasEnded = false
    var wake: (@Sendable () -> Void)?
  }

  /// A client that pings and takes nothing ends its session.
  private static let maxReplyBytes = 64 << 10

  package let headers: HTTPFields
  private let handler: any WebSocketHandler
  private let state: Mutex<State>

  /// - Parameter maxMessageBytes: of a message from the client.
  package init(
    _ handshake: WebSocketHandshake, maxMessageBytes: Int, handler: any WebSocketHandler
  ) {
    headers = handshake.answer
    self.handler = handler
    state = Mutex(
      State(
        connection: WebSocketConnection(
          maxMessageBytes: maxMessageBytes, deflate: handshake.deflate)))
  }

  package func begin(wake: @escaping @Sendable () -> Void) {
    state.withLock { $0.wake = wake }
    handler.begin(wake: wake)
  }

  package func receive(_ bytes: [UInt8]) {
    let events = state.withLock { $0.connection.receive(bytes) }
    for event in events {
      switch event {
      case .message(let message): handler.receive(message)
      case .send(let frame): reply(frame)
      case .pong: break
      case .end: end()
      }
    }
  }

  package func next() -> BodyPiece {
    if let piece = state.withLock({ $0.nextReply() }) { return piece }
    switch handler.next() {
    case .message(let message):
      return .bytes(state.withLock { $0.connection.bytes(message) })
    case .frame(let frame): return .bytes(frame)
    case .pending: return .pending
    case .close(let code, let reason):
      let frame = state.withLock { $0.connection.close(code, reason: reason) }
      return frame.map { .bytes($0) } ?? .pending
    }
  }

  package func probe() { reply(WebSocketConnection.ping()) }

  package func finish() {
    let frame = state.withLock {
      $0.connection.close(.goingAway, reason: "the server is about to end")
    }
    if let frame { reply(frame) }
  }

  package func expire() -> [UInt8]? {
    state.withLock { $0.connection.close(.tryAgainLater, reason: "the client takes nothing") }
  }

  package func close() {
    state.withLock { $0.wake = nil }
    handler.close()
  }

  private func reply(_ frame: [UInt8]) {
    let wake = state.withLock { state in
      state.replies.append(frame)
      state.replyByteCount += frame.count
      if state.replyByteCount > Self.maxReplyBytes {
        state.replies = []
        state.hasEnded = true
      }
      return state.wake
    }
    wake?()
  }

  private func end() {
    let wake = state.withLock { state in
      state.hasEnded = true
      return state.wake
    }
    wake?()
  }
}

extension WebSocketPeer.State {
  /// - Returns: `nil` if it is the handler's turn.
  fileprivate mutating func nextReply() -> BodyPiece? {
    if !replies.isEmpty {
      let frame = replies.removeFirst()
      replyByteCount -= frame.count
      return .bytes(frame)
    }
    if hasEnded { return .end }
    // After the close frame only that of the client is awaited.
    return connection.isOpen ? nil : .pending
  }
}
