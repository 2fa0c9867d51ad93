import Compression
import HTTP

/// The compression of single messages (RFC 7692), in both directions without a shared context.
///
/// Each message is compressed on its own. So a connection keeps no window, which would be 300 KB,
/// and one compressed message serves all subscribers.
package struct MessageDeflate: Hashable, Sendable {
  /// The window of the compressor, as a power of two: 9 to 15.
  let windowBits: Int
  /// The answer to the client's offers: a value of `Sec-WebSocket-Extensions`.
  package let answer: String

  private static let name = "permessage-deflate"
  /// What a sender leaves out at the end of a message (section 7.2.1).
  private static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
  /// An empty last block, after which the stream is complete.
  private static let lastBlock: [UInt8] = [0x01, 0x00, 0x00, 0xFF, 0xFF]
  private static let initialBytes = 4 << 10

  /// Accepts the first usable offer.
  /// - Parameter offers: the value of `Sec-WebSocket-Extensions`.
  /// - Returns: `nil` if there is no usable offer.
  package init?(offers: String) {
    for offer in offers.split(separator: ",") {
      let parts = offer.split(separator: ";").map(\.trimmedOfBlanks)
      guard let name = parts.first, name == Self.name,
        let bits = Self.windowBits(parts.dropFirst())
      else { continue }
      windowBits = bits
      let window = bits < 15 ? "; server_max_window_bits=\(bits)" : ""
      answer = "\(Self.name); server_no_context_takeover; client_no_context_takeover\(window)"
      return
    }
    return nil
  }

  /// - Returns: the window that an offer allows; `nil` if the offer is malformed, or allows none
  ///   that zlib writes.
  private static func windowBits(_ parameters: ArraySlice<Substring>) -> Int? {
    var bits = 15
    var names: Set<Substring> = []
    for parameter in parameters {
      let pair = parameter.split(separator: "=", maxSplits: 1).map(\.trimmedOfBlanks)
      guard let name = pair.first, names.insert(name).inserted else { return nil }
      let value = pair.count > 1 ? Self.number(pair[1]) : nil
      switch name {
      case "server_no_context_takeover", "client_no_context_takeover":
        if pair.count > 1 { return nil }
      case "client_max_window_bits":
        if pair.count > 1, value == nil { return nil }
      case "server_max_window_bits":
        guard let value, value >= 9 else { return nil }
        bits = value
      default: return nil
      }
    }
    return bits
  }

  /// A window of 8 to 15 without leading zeros, possibly quoted.
  private static func number(_ text: Substring) -> Int? {
    let isQuoted = text.count > 2 && text.first == "\"" && text.last == "\""
    let digits = isQuoted ? text.dropFirst().dropLast() : text
    guard let number = Int(digits), (8...15).contains(number), String(number) == digits else {
      return nil
    }
    return number
  }

  /// The payload of a compressed message.
  func inflate(_ payload: [UInt8], maxBytes: Int) throws(WebSocketError) -> [UInt8] {
    do throws(InflateError) {
      return try Self.inflate(payload + Self.tail + Self.lastBlock, maxBytes)
    } catch {
      if error.code == .tooLarge { throw MessageAssembler.tooLarge(maxBytes) }
      throw WebSocketError(.invalidText, "a message is not valid deflate data")
    }
  }

  private static func inflate(
    _ compressed: [UInt8], _ maxBytes: Int
  ) throws(InflateError) -> [UInt8] {
    let stream = try InflateStream(.none)
    var content = [UInt8](repeating: 0, count: min(maxBytes + 1, initialBytes))
    var count = 0
    try compressed.withUnsafeBufferPointer { (bytes) throws(InflateError) in
      stream.begin(UnsafeRawBufferPointer(bytes))
      while true {
        count += try content.withUnsafeMutableBufferPointer { (room) throws(InflateError) in
          let free = UnsafeMutableBufferPointer(rebasing: room[count...])
          return try stream.inflate(into: UnsafeMutableRawBufferPointer(free))
        }
        if count > maxBytes { throw InflateError(.tooLarge, at: stream.readCount) }
        if stream.isAtEnd, stream.readCount == bytes.count { return }
        if stream.isAtEnd {
          // A sender may end its stream within the message (section 7.2.3.4).
          stream.beginMember()
        } else {
          let larger = min(maxBytes + 1, content.count * 4)
          content += [UInt8](repeating: 0, count: larger - content.count)
        }
      }
    }
    return Array(content.prefix(count))
  }

  /// The payload of a message, compressed.
  /// - Returns: `nil` if there is nothing to compress, or zlib lacks memory.
  func compress(_ content: [UInt8]) -> [UInt8]? {
    guard !content.isEmpty else { return nil }
    return Deflate.flushed(content, windowBits: windowBits)?.dropLast(Self.tail.count)
  }
}
