internal import CByteMasks

/// Cuts a text into parts of as many lines each, faster than anything can read it.
///
/// Line ends in quotes belong to a cell; only the parity of the preceding quotes decides. That is
/// wrong if an unquoted cell contains a quote, so the reader of a part must check that its last row
/// ends where the part does.
struct ChunkSplitter {
  /// The start of the next part.
  private(set) var position: Int
  private let quotes: Quotes

  enum Quotes {
    case minded
    /// As in JSON, where no line ends in a text.
    case ignored
  }

  init(from start: Int, quotes: Quotes) {
    position = start
    self.quotes = quotes
  }

  /// The next part of `count` lines or of the remaining ones; `nil` at the end of the text.
  mutating func next(_ count: Int, of text: UnsafeRawBufferPointer) -> Range<Int>? {
    guard position < text.count else { return nil }
    let start = position
    var left = count
    /// All bits are set inside quotes.
    var quoted: UInt64 = 0
    while text.count &- position >= 64 {
      let lineEnds = lineEnds(at: text.baseAddress?.advanced(by: position), &quoted)
      if lineEnds.nonzeroBitCount >= left {
        position += lineEnds.position(ofBit: left) + 1
        return start..<position
      }
      left -= lineEnds.nonzeroBitCount
      position &+= 64
    }
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\""), quotes == .minded { quoted = ~quoted }
      if byte == UInt8(ascii: "\n"), quoted == 0 { left -= 1 }
      if left == 0 { break }
    }
    return start..<position
  }

  /// One bit for each of 64 bytes that ends a line.
  @inline(__always)
  private func lineEnds(at bytes: UnsafeRawPointer?, _ quoted: inout UInt64) -> UInt64 {
    let lineEnds = standings_equal(bytes, UInt8(ascii: "\n"))
    guard quotes == .minded else { return lineEnds }
    let found = standings_equal(bytes, UInt8(ascii: "\""))
    if found == 0 { return lineEnds & ~quoted }
    let within = found.parities ^ quoted
    quoted = UInt64(bitPattern: Int64(bitPattern: within) >> 63)
    return lineEnds & ~within
  }
}

extension UInt64 {
  /// Each bit is the parity of the bits set up to it.
  @inline(__always)
  fileprivate var parities: UInt64 {
    var bits = self
    for distance in [1, 2, 4, 8, 16, 32] as [UInt64] { bits ^= bits &<< distance }
    return bits
  }

  /// The position of the `count`-th set bit.
  fileprivate func position(ofBit count: Int) -> Int {
    var bits = self
    for _ in 1..<count { bits &= bits &- 1 }
    return bits.trailingZeroBitCount
  }
}
