internal import CByteMasks

/// The positions of the structural bytes of a CSV text: delimiters, quotes and line ends.
///
/// The text is searched for all four at once, 64 bytes at a time and a window ahead, so that a
/// reader jumps from one to the next without looking at the bytes between.
struct StructuralBytes {
  private let text: UnsafeRawBufferPointer
  private let delimiter: UInt8
  /// The end of the window.
  private var searched: Int
  private let window = Window()
  /// The number of positions in the window.
  private var count = 0
  /// The index of the next position.
  private var index = 0

  init(of text: UnsafeRawBufferPointer, delimiter: UInt8, from start: Int) {
    self.text = text
    self.delimiter = delimiter
    searched = start
  }

  /// Consumes the next structural byte and returns its position: the length of the text after the
  /// last one.
  @inline(__always)
  mutating func next() -> Int {
    while index == count {
      if searched == text.count { return text.count }
      search()
    }
    defer { index &+= 1 }
    return Int(window.positions[index])
  }

  /// Consumes the structural bytes in the window for which `isTaken` holds, up to the first other.
  @inline(__always)
  mutating func passInWindow(while isTaken: (Int) -> Bool) {
    var index = index
    while index < count, isTaken(Int(window.positions[index])) { index &+= 1 }
    self.index = index
  }

  /// Finds the positions in the next window.
  @inline(never)
  private mutating func search() {
    count = 0
    index = 0
    let end = min(searched + Window.length, text.count)
    while end - searched >= Window.blockLength {
      let found = standings_equal_any4(
        text.baseAddress?.advanced(by: searched), delimiter, UInt8(ascii: "\""),
        UInt8(ascii: "\n"), UInt8(ascii: "\r"))
      window.write(found, of: searched, at: count)
      count += found.nonzeroBitCount
      searched += Window.blockLength
    }
    if end == text.count { searchEnd() }
  }

  /// Searches the last bytes of the text, less than a block.
  private mutating func searchEnd() {
    for position in searched..<text.count {
      switch text[position] {
      case delimiter, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        window.positions[count] = UInt32(truncatingIfNeeded: position)
        count += 1
      default: break
      }
    }
    searched = text.count
  }
}

/// Memory for the positions in a window.
private final class Window {
  static let blockLength = 64
  /// This many bytes and their positions fit the processor's first-level cache.
  static let length = 16 << 10

  let positions: UnsafeMutablePointer<UInt32>

  init() {
    positions = .allocate(capacity: Self.length + Self.blockLength)
  }

  deinit { positions.deallocate() }

  /// Writes the positions of a block's set bits, and more that are overwritten later: most blocks
  /// have as many as are written unconditionally.
  @inline(__always)
  func write(_ found: UInt64, of block: Int, at index: Int) {
    var found = found
    var written = index
    repeat {
      for _ in 0..<8 {
        positions[written] = UInt32(truncatingIfNeeded: block &+ found.trailingZeroBitCount)
        found &= found &- 1
        written &+= 1
      }
    } while found != 0
  }
}
