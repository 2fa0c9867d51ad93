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
