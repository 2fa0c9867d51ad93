/// Whole numbers written with digits only, read eight bytes at a time.
///
/// Nearly every number of a real upload is written like that; `WrittenNumber` reads all others.
enum DigitRun {
  /// The max length: any number of 15 digits is below 2^53.
  static let maxLength = 15

  /// The number in `range` of `text`.
  /// - Returns: `nil` unless it has 1 to `maxLength` bytes, all digits.
  @inline(__always)
  static func value(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> Int64? {
    let length = range.upperBound &- range.lowerBound
    guard length > 0, length <= maxLength else { return nil }
    if length <= 8 {
      let word = lastDigits(length, before: range.upperBound, in: text)
      return isDigits(word) ? Int64(truncatingIfNeeded: number(word)) : nil
    }
    let high = lastDigits(length &- 8, before: range.upperBound &- 8, in: text)
    let low = load(at: range.upperBound &- 8, in: text)
    guard isDigits(high), isDigits(low) else { return nil }
    return Int64(truncatingIfNeeded: number(high) &* 100_000_000 &+ number(low))
  }

  /// Whether the bytes are 1 to `maxLength` digits.
  @inline(__always)
  static func matches(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    let length = range.upperBound &- range.lowerBound
    guard length > 0, length <= maxLength else { return false }
    if length <= 8 { return isDigits(lastDigits(length, before: range.upperBound, in: text)) }
    return isDigits(lastDigits(length &- 8, before: range.upperBound &- 8, in: text))
      && isDigits(load(at: range.upperBound &- 8, in: text))
  }

  /// The `count` bytes (1 to 8) up to `end`, with ASCII zeros before them.
  @inline(__always)
  private static func lastDigits(
    _ count: Int, before end: Int, in text: UnsafeRawBufferPointer
  ) -> UInt64 {
    let zeros: UInt64 = 0x3030_3030_3030_3030
    if end >= 8 {
      let missing = UInt64(truncatingIfNeeded: 8 &- count) &* 8
      let word = load(at: end &- 8, in: text)
      return missing == 0 ? word : (word &>> missing) &<< missing | zeros &>> (64 &- missing)
    }
    var word = zeros
    for position in (end &- count)..<end {
      word = word &>> 8 | UInt64(text[position]) &<< 56
    }
    return word
  }

  @inline(__always)
  private static func load(at position: Int, in text: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// Whether all eight bytes are ASCII digits.
  @inline(__always)
  private static func isDigits(_ word: UInt64) -> Bool {
    let highNibbles = word & 0xF0F0_F0F0_F0F0_F0F0
    let carried = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    return highNibbles | carried &>> 4 == 0x3333_3333_3333_3333
  }

  /// The number of eight ASCII digits, the first one in the lowest byte.
  @inline(__always)
  private static func number(_ word: UInt64) -> UInt64 {
    let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
    let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
    return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
  }
}

/// The ids of players: whole numbers of at most ten digits.
enum PlayerID {
  static let range: ClosedRange<Int64> = 1...9_999_999_999

  /// The id in a cell; `nil` if it is not usable. A number may be written in any unambiguous way,
  /// such as `123456.0`.
  @inline(__always)
  static func read(_ cell: Cell, _ text: inout CellText) -> Int64? {
    if cell.isVerbatim, let digits = DigitRun.value(of: cell.range, in: text.text) {
      return range.contains(digits) ? digits : nil
    }
    return readWriting(of: cell, &text)
  }

  @inline(never)
  private static func readWriting(of cell: Cell, _ text: inout CellText) -> Int64? {
    guard cell.form != .misfit, cell.form != .missing else { return nil }
    guard let written = text.withBytes(of: cell, { WrittenNumber($0.trimmingBlanks()) }),
      cell.form == .number || written.signs.isDisjoint(with: [.lonePoint, .loneComma]),
      case .success(let id) = written.whole(loneIsDecimal: true)
    else { return nil }
    return range.contains(id) ? id : nil
  }
}
