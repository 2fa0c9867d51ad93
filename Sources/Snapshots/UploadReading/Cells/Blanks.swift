extension UnsafeRawBufferPointer {
  /// The bytes without the blanks around them: spaces, tabs, line ends and no-break spaces.
  func trimmingBlanks() -> UnsafeRawBufferPointer {
    var rest = self
    while let blank = rest.blankAtStart() {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(blank))
    }
    while let blank = rest.blankAtEnd() {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropLast(blank))
    }
    return rest
  }

  /// The length of the blank that the bytes begin with.
  private func blankAtStart() -> Int? {
    guard let first else { return nil }
    if first.isASCIIBlank { return 1 }
    if first < 0x80 { return nil }
    if has([0xC2, 0xA0], at: 0) { return 2 }
    return has([0xE2, 0x80, 0xAF], at: 0) || has([0xEF, 0xBB, 0xBF], at: 0) ? 3 : nil
  }

  /// The length of the blank that the bytes end with.
  private func blankAtEnd() -> Int? {
    guard let last else { return nil }
    if last.isASCIIBlank { return 1 }
    if last < 0x80 { return nil }
    if count >= 2, has([0xC2, 0xA0], at: count - 2) { return 2 }
    return count >= 3 && has([0xE2, 0x80, 0xAF], at: count - 3) ? 3 : nil
  }
}

extension UInt8 {
  var isASCIIBlank: Bool { self == UInt8(ascii: " ") || 0x09...0x0D ~= self }
}
