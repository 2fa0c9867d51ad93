internal import CByteMasks

/// Text in UTF-8.
enum UTF8Text {
  /// Whether the bytes are well formed (Unicode, table 3-7): no overlong forms, no surrogates,
  /// nothing truncated.
  ///
  /// 64 bytes are checked together. A mask has one bit per byte, so a shift by one tells what must
  /// follow a byte; the bits shifted out belong to the next block.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var carried = Continuations()
    var position = 0
    while bytes.count - position >= 64 {
      let block = UnsafeRawBufferPointer(rebasing: bytes[position..<(position + 64)])
      guard carried.accept(block) else { return false }
      position += 64
    }
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 64) { last in
      last.initializeMemory(as: UInt8.self, repeating: 0)
      last.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position...]))
      return carried.accept(UnsafeRawBufferPointer(last))
    }
  }

  /// What the first bytes of a block must be, because of the previous block.
  private struct Continuations {
    /// One bit per byte that must continue a character.
    private var expected: UInt64 = 0
    /// The last byte before the block, if it narrows the range of the next one.
    private var narrowing: UInt8 = 0

    /// Checks a block of 64 bytes.
    @inline(__always)
    mutating func accept(_ block: UnsafeRawBufferPointer) -> Bool {
      let bytes = block.baseAddress
      let aboveASCII = standings_at_least(bytes, 0x80)
      if aboveASCII == 0 {
        defer { self = Continuations() }
        return expected == 0
      }
      let leads = standings_at_least(bytes, 0xC2)
      let leads3 = standings_at_least(bytes, 0xE0)
      let leads4 = standings_at_least(bytes, 0xF0)
      let beyond = standings_at_least(bytes, 0xF5)
      let overlong = standings_equal_any4(bytes, 0xC0, 0xC1, 0xC0, 0xC1)
      let continuing = aboveASCII & ~leads & ~overlong
      let following = leads &<< 1 | leads3 &<< 2 | leads4 &<< 3 | expected
      guard continuing == following, beyond | overlong == 0 else { return false }
      guard narrowedBytesFit(bytes) else { return false }
      expected = leads &>> 63 | leads3 &>> 62 | leads4 &>> 61
      narrowing = block[63]
      return true
    }

    /// Whether the bytes after 0xE0, 0xED, 0xF0 and 0xF4 are in the part of 0x80...0xBF that
    /// excludes overlong forms, surrogates and values beyond U+10FFFF.
    @inline(__always)
    private func narrowedBytesFit(_ bytes: UnsafeRawPointer?) -> Bool {
      let isNarrowing = standings_equal_any4(bytes, 0xE0, 0xED, 0xF0, 0xF4)
      let isCarried =
        narrowing == 0xE0 || narrowing == 0xED || narrowing == 0xF0 || narrowing == 0xF4
      guard isNarrowing != 0 || isCarried else { return true }
      let behind = { (lead: UInt8) in
        standings_equal_any4(bytes, lead, lead, lead, lead) &<< 1 | (narrowing == lead ? 1 : 0)
      }
      let atLeast90 = standings_at_least(bytes, 0x90)
      let atLeastA0 = standings_at_least(bytes, 0xA0)
      return behind(0xE0) & ~atLeastA0 | behind(0xED) & atLeastA0 | behind(0xF0) & ~atLeast90
        | behind(0xF4) & atLeast90 == 0
    }
  }
}
