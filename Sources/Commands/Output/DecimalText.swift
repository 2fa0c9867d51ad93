/// A decimal in Parquet's form: a whole number and its number of decimals.
struct DecimalText: CustomStringConvertible {
  /// More digits than any reader supports.
  private static let maxByteCount = 64
  private static let scales: ClosedRange<Int32> = 0...160

  /// Big-endian, in two's complement, of `maxByteCount` bytes.
  private let bytes: [UInt8]
  private let scale: Int32

  static func isReadable(_ bytes: [UInt8]) -> Bool { (1...maxByteCount).contains(bytes.count) }

  init(_ number: Int64, scale: Int32) {
    self.init(withUnsafeBytes(of: number.bigEndian) { Array($0) }, scale: scale)
  }

  /// - Parameter bytes: as many as `isReadable` allows.
  init(_ bytes: [UInt8], scale: Int32) {
    let sign: UInt8 = bytes.first.map { $0 >> 7 == 1 ? 0xFF : 0 } ?? 0
    let padding = max(0, Self.maxByteCount - bytes.count)
    self.bytes = [UInt8](repeating: sign, count: padding) + bytes
    self.scale = scale
  }

  /// Bytes whose unsigned order is that of the numbers.
  var ordered: [UInt8] { [bytes[0] ^ 0x80] + bytes.dropFirst() }

  private var isNegative: Bool { bytes[0] >> 7 == 1 }

  /// `-12.340` for -12,340 with three decimals.
  var description: String {
    var digits = digits
    let sign = isNegative ? "-" : ""
    guard Self.scales.contains(scale) else { return "\(sign)\(digits)e\(-Int64(scale))" }
    if scale == 0 { return sign + digits }
    let missing = Int(scale) + 1 - digits.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    return "\(sign)\(digits.dropLast(Int(scale))).\(digits.suffix(Int(scale)))"
  }

  /// The digits of the absolute number.
  private var digits: String {
    // Least significant first.
    var digits: [UInt8] = [0]
    for byte in magnitude {
      var carry = Int(byte)
      for index in digits.indices {
        carry += Int(digits[index]) * 256
        digits[index] = UInt8(carry % 10)
        carry /= 10
      }
      while carry > 0 {
        digits.append(UInt8(carry % 10))
        carry /= 10
      }
    }
    return String(decoding: digits.reversed().map { UInt8(ascii: "0") + $0 }, as: UTF8.self)
  }

  private var magnitude: [UInt8] {
    guard isNegative else { return bytes }
    var magnitude = bytes.map { ~$0 }
    for index in magnitude.indices.reversed() {
      magnitude[index] &+= 1
      if magnitude[index] != 0 { break }
    }
    return magnitude
  }
}
