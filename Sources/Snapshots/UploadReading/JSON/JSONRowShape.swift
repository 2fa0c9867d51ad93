/// The bytes between the values of the previous object.
///
/// Objects of one file mostly come from one program, which writes the same bytes between values
/// that differ only in length. Such an object is read by comparing these bytes and finding the ends
/// of the values. `JSONScanner` reads any other object, and everything that is wrong.
struct JSONRowShape {
  private struct Member {
    /// The bytes from the previous value, or the start of the object, to the value.
    let before: Range<Int>
    let column: Int
  }

  private var members: [Member] = []
  /// The bytes after the last value.
  private var ending = 0..<0

  // MARK: Learning

  /// Forgets the shape and records that of an object at `start`.
  mutating func begin() {
    members.removeAll(keepingCapacity: true)
    ending = 0..<0
  }

  /// - Parameter before: the bytes between two values.
  mutating func note(_ before: Range<Int>, column: Int) {
    members.append(Member(before: before, column: column))
  }

  mutating func end(_ ending: Range<Int>) {
    self.ending = ending
  }

  // MARK: Reading

  /// Reads an object of this shape: its values are digits, texts without escapes, or null.
  /// - Parameter limit: max bytes of a value.
  /// - Returns: its end; `nil` for an object of another shape, some of whose cells may have been
  ///   set.
  @inline(__always)
  func read(
    _ text: UnsafeRawBufferPointer, at start: Int, ofUpTo limit: Int,
    _ set: (Cell, _ column: Int) -> Void
  ) -> Int? {
    guard !ending.isEmpty else { return nil }
    var position = start
    for member in members {
      guard text.has(member.before, at: position) else { return nil }
      position &+= member.before.count
      // Eight bytes are read together, so the end of the text is left to the general scanner.
      guard text.count &- position > 8,
        let value = text.simpleValue(at: position), value.cell.length <= limit
      else { return nil }
      if member.column >= 0 { set(value.cell, member.column) }
      position = value.end
    }
    guard text.has(ending, at: position) else { return nil }
    return position &+ ending.count
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes of an earlier range also are at a position.
  @inline(__always)
  fileprivate func has(_ earlier: Range<Int>, at position: Int) -> Bool {
    let length = earlier.count
    guard length <= count &- position else { return false }
    var offset = 0
    while length &- offset >= 8 {
      guard word(at: earlier.lowerBound &+ offset) == word(at: position &+ offset) else {
        return false
      }
      offset &+= 8
    }
    if offset == length { return true }
    guard count &- position &- offset >= 8 else {
      return self[(earlier.lowerBound + offset)..<earlier.upperBound]
        .elementsEqual(self[(position + offset)..<(position + length)])
    }
    let difference = word(at: earlier.lowerBound &+ offset) ^ word(at: position &+ offset)
    return difference &<< UInt64(truncatingIfNeeded: 64 &- (length &- offset) &* 8) == 0
  }

  /// The value at a position, if it is written in the simplest way, and its end.
  @inline(__always)
  fileprivate func simpleValue(at start: Int) -> (cell: Cell, end: Int)? {
    let first = self[start]
    if first == UInt8(ascii: "\"") {
      guard let end = endOfPlainText(from: start &+ 1) else { return nil }
      return (Cell(.plain, from: start &+ 1, to: end), end &+ 1)
    }
    if first &- UInt8(ascii: "0") < 10 {
      guard let end = endOfDigits(from: start) else { return nil }
      // A number has no leading zeros.
      if first == UInt8(ascii: "0"), end &- start > 1 { return nil }
      return (Cell(.number, from: start, to: end), end)
    }
    return word(at: start) & 0xFFFF_FFFF == Self.null ? (.missing, start &+ 4) : nil
  }

  private static var null: UInt64 { 0x6C6C_756E }
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The position of the closing quote; `nil` if another special character comes first.
  @inline(__always)
  private func endOfPlainText(from start: Int) -> Int? {
    var position = start
    while count &- position >= 8 {
      let word = word(at: position)
      let quotes = word ^ (Self.ones &* UInt64(UInt8(ascii: "\"")))
      let backslashes = word ^ (Self.ones &* UInt64(UInt8(ascii: "\\")))
      // The highest bit of each byte that is not plain; the lowest of them is exact.
      let special =
        ((quotes &- Self.ones) & ~quotes | (backslashes &- Self.ones) & ~backslashes
          | (word &- Self.ones &* 0x20) & ~word) & (Self.ones &* 0x80)
      if special != 0 {
        position &+= special.trailingZeroBitCount &>> 3
        return self[position] == UInt8(ascii: "\"") ? position : nil
      }
      position &+= 8
    }
    return nil
  }

  /// The end of the digits from a position on; `nil` if the number continues, or the text ends.
  @inline(__always)
  private func endOfDigits(from start: Int) -> Int? {
    var position = start
    while count &- position >= 8 {
      let digits = word(at: position) ^ (Self.ones &* 0x30)
      // A byte outside of the digits leaves 0 to 9, so adding 0x76 leaves only a digit's highest
      // bit clear.
      let others =
        ((digits & (Self.ones &* 0x7F)) &+ (Self.ones &* 0x76) | digits)
        & (Self.ones &* 0x80)
      if others != 0 {
        position &+= others.trailingZeroBitCount &>> 3
        let next = self[position]
        return next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") ? nil : position
      }
      position &+= 8
    }
    return nil
  }

  @inline(__always)
  private func word(at position: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }
}
