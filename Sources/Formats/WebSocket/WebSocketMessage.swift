/// A whole message.
package enum WebSocketMessage: Hashable, Sendable {
  case text(String)
  case binary([UInt8])

  var opcode: Opcode {
    switch self {
    case .text: .text
    case .binary: .binary
    }
  }

  var payload: [UInt8] {
    switch self {
    case .text(let text): Array(text.utf8)
    case .binary(let bytes): bytes
    }
  }
}

/// Assembles a message from its fragments.
struct MessageAssembler {
  let maxBytes: Int
  let deflate: MessageDeflate?
  private var opcode: Opcode?
  private var isCompressed = false
  private var bytes: [UInt8] = []
  private var text = UTF8Check()

  init(maxBytes: Int, deflate: MessageDeflate?) {
    self.maxBytes = maxBytes
    self.deflate = deflate
  }

  /// Begins a frame of a message. A frame that is too large ends the connection before it arrives.
  mutating func begin(_ header: FrameHeader) throws(WebSocketError) {
    if header.opcode == .continuation {
      guard opcode != nil else {
        throw WebSocketError(.protocolError, "there is no message to continue")
      }
    } else {
      guard opcode == nil else {
        throw WebSocketError(.protocolError, "a message begins within another one")
      }
      opcode = header.opcode
      isCompressed = header.isCompressed
    }
    guard header.byteCount <= maxBytes - bytes.count else { throw Self.tooLarge(maxBytes) }
  }

  mutating func add(_ part: ArraySlice<UInt8>) throws(WebSocketError) {
    if opcode == .text, !isCompressed, !text.add(part) { throw Self.invalidText }
    bytes += part
  }

  /// Ends the last frame.
  mutating func finish() throws(WebSocketError) -> WebSocketMessage {
    defer { self = MessageAssembler(maxBytes: maxBytes, deflate: deflate) }
    if isCompressed, let deflate {
      bytes = try deflate.inflate(bytes, maxBytes: maxBytes)
      if opcode == .text, !text.add(bytes) { throw Self.invalidText }
    }
    guard opcode == .text else { return .binary(bytes) }
    guard text.isComplete else { throw Self.invalidText }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  private static let invalidText = WebSocketError(.invalidText, "a text is not valid UTF-8")

  static func tooLarge(_ maxBytes: Int) -> WebSocketError {
    WebSocketError(.tooLarge, "a message has more than \(maxBytes) bytes")
  }
}
