internal import CByteMasks

/// Text in UTF-8.
enum UTF8Text {
  /// Whether the bytes are well formed (Unicode, table 3-7): no overlong forms, no surrogates,
  /// nothing cut short.
  ///
  /// 64 bytes are looked at together. A mask has a bit for each, so moving it by one bit tells what
  /// must stand behind a byte, and what is moved out of it belongs to the block that follows.
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

  /// What the bytes at the beginning of a block must be because of those before it.
  private struct Continuations {
    /// A bit for each byte that has to continue a character.
    private var expected: UInt64 = 0
    /// The last byte before the block, where it narrows the range of the one behind it.
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

    /// Whether the bytes behind 0xE0, 0xED, 0xF0 and 0xF4 keep to the part of the range 0x80...0xBF
    /// that excludes overlong forms, surrogates and what is beyond U+10FFFF.
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
