@testable import WebSocket

/// Frames as clients send them.
enum Client {
  static let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]

  /// A masked frame.
  static func frame(
    _ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true, reservedBits: UInt8 = 0
  ) -> [UInt8] {
    let first = (isFinal ? 0x80 : 0) | reservedBits << 4 | opcode.rawValue
    var bytes: [UInt8] = [first]
    switch payload.count {
    case ..<126: bytes.append(0x80 | UInt8(payload.count))
    case ..<65_536: bytes += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default:
      bytes += [0xFF, 0, 0, 0, 0]
      bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: payload.count >> $0) }
    }
    return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
  }

  static func text(_ text: String, isFinal: Bool = true) -> [UInt8] {
    frame(.text, Array(text.utf8), isFinal: isFinal)
  }

  static func close(_ code: UInt16, _ reason: String = "") -> [UInt8] {
    frame(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
  }
}

extension WebSocketConnection {
  /// A connection with a limit of 1,000 bytes.
  static func small(deflate: MessageDeflate? = nil) -> WebSocketConnection {
    WebSocketConnection(maxMessageBytes: 1_000, deflate: deflate)
  }

  /// The code with which input ends the connection.
  mutating func failure(_ input: [UInt8]) -> CloseCode? {
    for case .end(let code, _) in receive(input) { return code }
    return nil
  }
}
