/// Bytes as text of 64 letters (RFC 4648, section 4): the alphabet with `+` and `/`, padded.
package enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// Encodes three bytes as four letters.
  package static func text(_ bytes: [UInt8]) -> String {
    var utf8: [UInt8] = []
    utf8.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let letter = letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
        utf8.append(place <= group.count ? letter : padding)
      }
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Decodes letters.
  /// - Returns: `nil` unless the text consists of whole groups of four, padded only at the end,
  ///   with zero bits in the padding, so that any bytes have one text (section 3.5).
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let letters = Array(text.utf8)
    guard letters.count.isMultiple(of: 4) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3)
    for start in stride(from: 0, to: letters.count, by: 4) {
      var group = letters[start..<(start + 4)]
      if start + 4 == letters.count {
        if group.last == padding { group.removeLast() }
        if group.last == padding { group.removeLast() }
      }
      guard append(group, to: &bytes) else { return nil }
    }
    return bytes
  }

  /// - Returns: whether the group is valid.
  private static func append(_ group: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    guard group.count >= 2 else { return false }
    var bits: UInt32 = 0
    for letter in group {
      guard let value = value(of: letter) else { return false }
      bits = bits << 6 | value
    }
    bits <<= UInt32(6 * (4 - group.count))
    for place in 0..<(group.count - 1) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)))
    }
    let rest = bits << UInt32(8 * group.count)
    return rest == 0
  }

  private static func value(of letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
