/// The kind of a frame (RFC 6455, section 5.2).
package enum Opcode: UInt8, Hashable, Sendable {
  case continuation = 0
  case text = 1
  case binary = 2
  case close = 8
  case ping = 9
  case pong = 10

  /// Whether the frame controls the connection, and may come between the fragments of a message.
  var isControl: Bool { rawValue >= 8 }
}

/// What stands before the payload of a frame (RFC 6455, section 5.2).
struct FrameHeader: Hashable {
  static let maxControlBytes = 125

  var isFinal: Bool
  /// The first reserved bit: the message is compressed (RFC 7692, section 6).
  var isCompressed: Bool
  var opcode: Opcode
  var byteCount: Int
  /// The four bytes with which a client masks the payload.
  var mask: [UInt8]?

  /// The header of a frame from a server, which masks nothing.
  static func bytes(
    _ opcode: Opcode, isCompressed: Bool = false, byteCount: Int
  ) -> [UInt8] {
    var bytes = [0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue]
    switch byteCount {
    case ...FrameHeader.maxControlBytes:
      bytes.append(UInt8(byteCount))
    case ...Int(UInt16.max):
      bytes += [126, UInt8(byteCount >> 8), UInt8(byteCount & 0xFF)]
    default:
      bytes.append(127)
      bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: byteCount >> (8 * $0)) }
    }
    return bytes
  }
}

/// Reads a header from bytes that arrive in pieces.
struct FrameHeaderReader {
  private static let maxBytes = 14

  /// Whether the first reserved bit may be set.
  let allowsCompression: Bool
  private var bytes: [UInt8] = []

  init(allowsCompression: Bool) {
    self.allowsCompression = allowsCompression
    bytes.reserveCapacity(Self.maxBytes)
  }

  /// Takes the bytes of a header from the front.
  /// - Returns: `nil` while the header is incomplete.
  /// - Throws: what breaks the protocol, as soon as it has arrived.
  mutating func read(_ input: inout ArraySlice<UInt8>) throws(WebSocketError) -> FrameHeader? {
    while let byte = input.popFirst() {
      bytes.append(byte)
      if bytes.count == 1 { _ = try opcode() }
      if bytes.count == 2 { try checkSecondByte() }
      guard bytes.count >= 2, bytes.count == length else { continue }
      let header = try header()
      bytes.removeAll(keepingCapacity: true)
      return header
    }
    return nil
  }

  /// The length of the header, which its second byte tells.
  private var length: Int { 2 + extendedCount + 4 }

  private var extendedCount: Int {
    switch bytes[1] & 0x7F {
    case 126: 2
    case 127: 8
    default: 0
    }
  }

  private func opcode() throws(WebSocketError) -> Opcode {
    guard bytes[0] & 0x30 == 0, bytes[0] & 0x40 == 0 || allowsCompression else {
      throw WebSocketError(.protocolError, "a reserved bit is set")
    }
    guard let opcode = Opcode(rawValue: bytes[0] & 0x0F) else {
      throw WebSocketError(.protocolError, "unknown opcode \(bytes[0] & 0x0F)")
    }
    if opcode.isControl, bytes[0] & 0x80 == 0 {
      throw WebSocketError(.protocolError, "a control frame is fragmented")
    }
    if bytes[0] & 0x40 != 0, opcode != .text, opcode != .binary {
      throw WebSocketError(.protocolError, "only the first frame of a message says compressed")
    }
    return opcode
  }

  private func checkSecondByte() throws(WebSocketError) {
    guard bytes[1] & 0x80 != 0 else {
      throw WebSocketError(.protocolError, "a client's frame is not masked")
    }
    if try opcode().isControl, bytes[1] & 0x7F > FrameHeader.maxControlBytes {
      throw WebSocketError(.protocolError, "a control frame has more than 125 bytes")
    }
  }

  private func header() throws(WebSocketError) -> FrameHeader {
    let extended = bytes[2..<(2 + extendedCount)]
    let count = extended.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let isShortest =
      switch extendedCount {
      case 2: count > UInt64(FrameHeader.maxControlBytes)
      case 8: count > UInt64(UInt16.max)
      default: true
      }
    guard isShortest, let long = Int(exactly: count) else {
      throw WebSocketError(.protocolError, "a length is not in its shortest form")
    }
    return FrameHeader(
      isFinal: bytes[0] & 0x80 != 0, isCompressed: bytes[0] & 0x40 != 0, opcode: try opcode(),
      byteCount: extendedCount == 0 ? Int(bytes[1] & 0x7F) : long, mask: Array(bytes.suffix(4)))
  }
}
