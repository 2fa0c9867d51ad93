/// Values of a fixed number of bits, packed from the least significant bit of each byte
/// (parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid").
enum BitPacking {
  /// Packs `count` values of `width` bits.
  ///
  /// Writes whole words, so it overwrites up to 16 bytes after the packed ones.
  /// - Precondition: `width` is in 1...64, no value has a higher bit, `count * width` is a multiple
  ///   of 8 and `count` is even.
  /// - Returns: the address after the packed bytes.
  @inline(__always)
  static func pack<Value: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafePointer<Value>, count: Int, width: Int, to start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var output = BitOutput(start)
    if width <= 28 {
      for index in stride(from: 0, to: count, by: 2) {
        let pair =
          UInt64(truncatingIfNeeded: values[index])
          | UInt64(truncatingIfNeeded: values[index + 1]) &<< UInt64(width)
        output.append(pair, width: 2 * width)
      }
    } else if width <= 56 {
      for index in 0..<count {
        output.append(UInt64(truncatingIfNeeded: values[index]), width: width)
      }
    } else {
      for index in 0..<count {
        let value = UInt64(truncatingIfNeeded: values[index])
        output.append(value & 0xFFFF_FFFF, width: 32)
        output.append(value >> 32, width: width - 32)
      }
    }
    return output.position
  }
}

/// Appends values of up to 56 bits; each append stores a whole word and keeps the last incomplete
/// byte for the next one.
private struct BitOutput {
  private(set) var position: UnsafeMutableRawPointer
  private var pending: UInt64 = 0
  private var pendingBits: UInt64 = 0

  @inline(__always)
  init(_ position: UnsafeMutableRawPointer) { self.position = position }

  @inline(__always)
  mutating func append(_ value: UInt64, width: Int) {
    pending |= value &<< pendingBits
    pendingBits &+= UInt64(truncatingIfNeeded: width)
    position.storeBytes(of: pending.littleEndian, as: UInt64.self)
    position += Int(truncatingIfNeeded: pendingBits >> 3)
    pending = pending &>> (pendingBits & ~7)
    pendingBits &= 7
  }
}
