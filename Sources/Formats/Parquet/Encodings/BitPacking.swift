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

extension BitPacking {
  /// Unpacks `count` values of `width` bits and calls `body` with each index and value.
  /// - Precondition: `width` is in 1...64 and there are `count * width` bits.
  @inline(__always)
  static func unpack(
    _ bytes: UnsafeRawBufferPointer, width: Int, count: Int, _ body: (Int, UInt64) -> Void
  ) {
    let mask = UInt64.max >> UInt64(64 - width)
    // Loads whole words while they are in bounds.
    let safeBits = max(0, (bytes.count - 8) * 8 + 1)
    let fastCount = width > 56 ? 0 : min(count, (safeBits + width - 1) / width)
    if let base = bytes.baseAddress {
      var bit = 0
      for index in 0..<fastCount {
        let word = UInt64(
          littleEndian: base.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self))
        body(index, word &>> UInt64(truncatingIfNeeded: bit & 7) & mask)
        bit &+= width
      }
    }
    for index in fastCount..<max(fastCount, count) {
      body(index, bits(of: bytes, at: index * width, width: width))
    }
  }

  /// Reads one value byte by byte.
  private static func bits(of bytes: UnsafeRawBufferPointer, at bit: Int, width: Int) -> UInt64 {
    var value: UInt64 = 0
    var taken = 0
    while taken < width {
      let position = bit + taken
      let shift = position & 7
      let count = min(8 - shift, width - taken)
      let part = UInt64(bytes[position >> 3] >> UInt8(shift)) & ((1 << UInt64(count)) - 1)
      value |= part << UInt64(taken)
      taken += count
    }
    return value
  }
}
