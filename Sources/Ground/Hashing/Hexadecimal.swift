/// Bytes as lower-case hexadecimal digits.
package enum Hexadecimal {
  private static let digits: [UInt8] = Array("0123456789abcdef".utf8)

  /// Two digits per byte.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes {
      utf8.append(digits[Int(byte >> 4)])
      utf8.append(digits[Int(byte & 15)])
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// The sixteen digits of eight bytes, as ASCII in memory order.
  ///
  /// All digits are computed at once: each nibble gets a byte of its own, to which the distance to
  /// `0` is added, and the distance to `a` if it is above nine.
  @inline(__always)
  package static func digits(ofBytes word: UInt64) -> (UInt64, UInt64) {
    (digits(ofLowerHalf: word & 0xFFFF_FFFF), digits(ofLowerHalf: word >> 32))
  }

  @inline(__always)
  private static func digits(ofLowerHalf half: UInt64) -> UInt64 {
    var spread = (half | (half << 16)) & 0x0000_FFFF_0000_FFFF
    spread = (spread | (spread << 8)) & 0x00FF_00FF_00FF_00FF
    let nibbles = ((spread >> 4) & 0x000F_000F_000F_000F) | ((spread & 0x000F_000F_000F_000F) << 8)
    let letters = ((nibbles &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
  }
}
