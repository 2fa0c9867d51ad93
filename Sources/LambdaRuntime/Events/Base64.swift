/// Base 64 (RFC 4648, section 4): the alphabet with `+` and `/`, padded.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// The digits of bytes, four for each three of them.
  package static func encode(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for place in 0..<4 {
        let isPadding = place > group.count
        digits.append(isPadding ? padding : alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)])
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes that digits stand for.
  ///
  /// - Returns: `nil` for anything but whole groups of four, padded at the end alone and with zero
  ///   bits where they stand for nothing, so that there is one text for any bytes (section 3.5).
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 4) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3)
    for start in stride(from: 0, to: digits.count, by: 4) {
      var group = digits[start..<(start + 4)]
      if start + 4 == digits.count {
        if group.last == padding { group.removeLast() }
        if group.last == padding { group.removeLast() }
      }
      guard let decoded = decode(group: group) else { return nil }
      bytes += decoded
    }
    return bytes
  }

  private static func decode(group: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard group.count >= 2 else { return nil }
    var bits: UInt32 = 0
    for digit in group {
      guard let value = value(of: digit) else { return nil }
      bits = bits << 6 | value
    }
    bits <<= 6 * UInt32(4 - group.count)
    let count = group.count - 1
    let bytes = [16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }
    return bytes[count...].allSatisfy { $0 == 0 } ? bytes[..<count] : nil
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
