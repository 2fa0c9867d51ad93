/// The server's side of a WebSocket (RFC 6455) as a value: bytes in, events out, no side effects.
///
/// The protocol is checked as bytes arrive: an error closes the connection with its code at the
/// first wrong byte. Pings are answered here; everything else is the caller's.
package struct WebSocketConnection {
  package enum Event: Hashable, Sendable {
    case message(WebSocketMessage)
    /// Bytes to send: a pong, or a close frame.
    case send([UInt8])
    case pong([UInt8])
    /// The connection ends after what has to be sent. Nothing follows.
    case end(CloseCode, reason: String)
  }

  private enum State {
    case open
    /// A close frame was sent; that of the client is awaited.
    case closing
    case closed
  }

  private let deflate: MessageDeflate?
  private var state = State.open
  private var headers: FrameHeaderReader
  private var frame: FrameHeader?
  /// Bytes of the frame's payload that arrived.
  private var arrivedCount = 0
  private var message: MessageAssembler
  private var control: [UInt8] = []

  /// - Parameters:
  ///   - maxMessageBytes: of one message, compressed or not.
  ///   - deflate: what was agreed on with the client.
  package init(maxMessageBytes: Int, deflate: MessageDeflate? = nil) {
    self.deflate = deflate
    headers = FrameHeaderReader(allowsCompression: deflate != nil)
    message = MessageAssembler(maxBytes: maxMessageBytes, deflate: deflate)
  }

  /// Whether messages may be sent.
  package var isOpen: Bool { if case .open = state { true } else { false } }

  /// Takes bytes from the client.
  package mutating func receive(_ bytes: [UInt8]) -> [Event] {
    var input = bytes[...]
    var events: [Event] = []
    do throws(WebSocketError) {
      while try readFrame(&input, &events) {}
    } catch {
      events += fail(error)
    }
    return events
  }

  /// The frame of a message.
  package func bytes(_ message: WebSocketMessage) -> [UInt8] {
    Self.bytes(message, deflate: deflate)
  }

  /// The frame of a message for any connection with the same compression.
  package static func bytes(_ message: WebSocketMessage, deflate: MessageDeflate?) -> [UInt8] {
    let payload = message.payload
    let compressed = deflate?.compress(payload)
    let content = compressed ?? payload
    return FrameHeader.bytes(
      message.opcode, isCompressed: compressed != nil, byteCount: content.count) + content
  }

  /// A ping.
  /// - Parameter payload: at most 125 bytes; more are left out.
  package static func ping(_ payload: [UInt8] = []) -> [UInt8] {
    controlFrame(.ping, payload[...])
  }

  /// Begins to close the connection.
  /// - Parameter reason: a text of at most 123 bytes; the rest of a longer one is left out.
  /// - Returns: the frame to send; `nil` if one was sent before.
  package mutating func close(_ code: CloseCode, reason: String = "") -> [UInt8]? {
    guard case .open = state else { return nil }
    state = .closing
    return Self.closeFrame(code, reason)
  }

  /// Reads up to the next end of a frame.
  /// - Returns: whether there may be another one.
  private mutating func readFrame(
    _ input: inout ArraySlice<UInt8>, _ events: inout [Event]
  ) throws(WebSocketError) -> Bool {
    if case .closed = state { return false }
    if frame == nil {
      guard let header = try headers.read(&input) else { return false }
      if !header.opcode.isControl { try message.begin(header) }
      frame = header
    }
    guard let header = frame else { return false }
    let part = input.prefix(header.byteCount - arrivedCount)
    input = input.dropFirst(part.count)
    try add(Self.unmasked(part, header.mask ?? [], at: arrivedCount), of: header)
    arrivedCount += part.count
    guard arrivedCount == header.byteCount else { return false }
    frame = nil
    arrivedCount = 0
    try finish(header, &events)
    return true
  }

  private mutating func add(
    _ part: ArraySlice<UInt8>, of header: FrameHeader
  ) throws(WebSocketError) {
    if header.opcode.isControl { control += part } else { try message.add(part) }
  }

  private mutating func finish(
    _ header: FrameHeader, _ events: inout [Event]
  ) throws(WebSocketError) {
    switch header.opcode {
    case .continuation, .text, .binary:
      guard header.isFinal else { return }
      let whole = try message.finish()
      // After a close frame nothing is answered any more.
      if isOpen { events.append(.message(whole)) }
    case .ping:
      if isOpen { events.append(.send(Self.controlFrame(.pong, takeControl()))) }
      control = []
    case .pong: events.append(.pong(Array(takeControl())))
    case .close: events += try closed(takeControl())
    }
  }

  private mutating func takeControl() -> ArraySlice<UInt8> {
    defer { control = [] }
    return control[...]
  }

  /// The client has closed its side.
  private mutating func closed(_ payload: ArraySlice<UInt8>) throws(WebSocketError) -> [Event] {
    let (code, reason) = try Self.closing(payload)
    let answer: [Event] = isOpen ? [.send(Self.controlFrame(.close, payload.prefix(2)))] : []
    state = .closed
    return answer + [.end(code, reason: reason)]
  }

  private mutating func fail(_ error: WebSocketError) -> [Event] {
    let answer: [Event] = isOpen ? [.send(Self.closeFrame(error.code, error.reason))] : []
    state = .closed
    return answer + [.end(error.code, reason: error.reason)]
  }
}

// The payloads of control frames.
extension WebSocketConnection {
  private static func controlFrame(_ opcode: Opcode, _ payload: ArraySlice<UInt8>) -> [UInt8] {
    let content = payload.prefix(FrameHeader.maxControlBytes)
    return FrameHeader.bytes(opcode, byteCount: content.count) + content
  }

  private static func closeFrame(_ code: CloseCode, _ reason: String) -> [UInt8] {
    var text: [UInt8] = []
    for character in reason {
      let bytes = Array(character.utf8)
      guard text.count + bytes.count <= FrameHeader.maxControlBytes - 2 else { break }
      text += bytes
    }
    let payload = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + text
    return controlFrame(.close, payload[...])
  }

  /// The code and the reason of a client's close frame.
  private static func closing(
    _ payload: ArraySlice<UInt8>
  ) throws(WebSocketError) -> (CloseCode, String) {
    guard let high = payload.first else { return (.none, "") }
    guard payload.count >= 2 else {
      throw WebSocketError(.protocolError, "a close frame has one byte")
    }
    let code = CloseCode(
      rawValue: UInt16(high) << 8 | UInt16(payload[payload.startIndex + 1]))
    guard code.maySend else {
      throw WebSocketError(.protocolError, "\(code.rawValue) is no code of a close frame")
    }
    var check = UTF8Check()
    guard check.add(payload.dropFirst(2)), check.isComplete else {
      throw WebSocketError(.invalidText, "the reason of a close frame is not valid UTF-8")
    }
    return (code, String(decoding: payload.dropFirst(2), as: UTF8.self))
  }

  /// - Parameter offset: of the part within its frame.
  private static func unmasked(
    _ part: ArraySlice<UInt8>, _ mask: [UInt8], at offset: Int
  ) -> ArraySlice<UInt8> {
    guard mask.count == 4 else { return part }
    return [UInt8](unsafeUninitializedCapacity: part.count) { room, count in
      var position = offset
      for (index, byte) in part.enumerated() {
        room[index] = byte ^ mask[position & 3]
        position += 1
      }
      count = part.count
    }[...]
  }
}
