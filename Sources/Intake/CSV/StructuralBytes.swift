internal import CByteMasks

/// Walks over the bytes that structure a CSV text: delimiters, quotes and line ends.
///
/// The text is searched 64 bytes at a time for all four at once; in between, the walk goes from
/// bit to bit of a mask and never looks at the bytes of a cell.
struct StructuralBytes {
  static let blockLength = 64

  private let text: UnsafeRawBufferPointer
  private let delimiter: UInt8
  /// Where the block begins that `pending` is about.
  private var block: Int
  /// The structural bytes of the block that have not been returned yet.
  private var pending: UInt64 = 0

  init(of text: UnsafeRawBufferPointer, delimiter: UInt8, from start: Int) {
    self.text = text
    self.delimiter = delimiter
    block = start
    pending = search(at: start)
  }

  /// The position of the next structural byte, or the length of the text after the last one.
  @inline(__always)
  mutating func next() -> Int {
    while pending == 0 {
      guard text.count &- block > Self.blockLength else {
        block = text.count
        return block
      }
      block &+= Self.blockLength
      pending = search(at: block)
    }
    defer { dropNextInBlock() }
    return block &+ pending.trailingZeroBitCount
  }

  /// The position of the next structural byte if the block at hand has it.
  @inline(__always)
  func nextInBlock() -> Int? {
    pending == 0 ? nil : block &+ pending.trailingZeroBitCount
  }

  /// Steps over the byte that `nextInBlock` has told.
  @inline(__always)
  mutating func dropNextInBlock() {
    pending &= pending &- 1
  }

  @inline(__always)
  private func search(at start: Int) -> UInt64 {
    guard text.count &- start >= Self.blockLength else { return searchEnd(at: start) }
    return standings_equal_any4(
      text.baseAddress?.advanced(by: start), delimiter, UInt8(ascii: "\""), UInt8(ascii: "\n"),
      UInt8(ascii: "\r"))
  }

  /// Searches the last bytes of the text, fewer than 64.
  @inline(never)
  private func searchEnd(at start: Int) -> UInt64 {
    var found: UInt64 = 0
    for position in start..<max(text.count, start) {
      switch text[position] {
      case delimiter, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        found |= 1 << UInt64(position - start)
      default: break
      }
    }
    return found
  }
}
