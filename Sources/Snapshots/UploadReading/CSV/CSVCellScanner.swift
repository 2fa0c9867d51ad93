/// Splits a CSV text (RFC 4180) into cells.
///
/// Beyond the RFC: a line ends with LF, CR LF or CR. A quote inside an unquoted cell is an ordinary
/// character. Text after a closing quote belongs to the cell.
struct CSVCellScanner {
  /// What ends a cell.
  enum Ending {
    case delimiter, line, text
    /// The text ended inside a quoted cell; the cell then starts with that quote.
    case unclosedQuote
  }

  let text: UnsafeRawBufferPointer
  let delimiter: UInt8
  /// Where the next cell begins.
  private(set) var position: Int
  private var structure: StructuralBytes

  init(_ text: UnsafeRawBufferPointer, delimiter: UInt8, from start: Int) {
    self.text = text
    self.delimiter = delimiter
    position = start
    structure = StructuralBytes(of: text, delimiter: delimiter, from: start)
  }

  /// Reads unquoted cells that end with a delimiter, as far as the delimiters are known; other
  /// cells need `next`.
  /// - Parameters:
  ///   - count: max cells.
  ///   - length: max bytes of a cell.
  @inline(__always)
  mutating func takePlainCells(upTo count: Int, ofUpTo length: Int, _ take: (Cell) -> Void) {
    var (start, left) = (position, count)
    structure.passInWindow { end in
      guard left > 0, end &- start <= length, text[end] == delimiter else { return false }
      take(Cell(.plain, from: start, to: end))
      start = end &+ 1
      left &-= 1
      return true
    }
    position = start
  }

  /// Reads the next cell and what ends it.
  @inline(__always)
  mutating func next(_ cell: inout Cell) -> Ending {
    let start = position
    var end = structure.next()
    while end < text.count, text[end] == UInt8(ascii: "\"") {
      if end == start { return quotedCell(openedAt: start, &cell) }
      end = structure.next()
    }
    cell = Cell(.plain, from: start, to: end)
    return finish(at: end)
  }

  /// Reads the rest of a quoted cell.
  @inline(never)
  private mutating func quotedCell(openedAt start: Int, _ cell: inout Cell) -> Ending {
    var hasDoubledQuotes = false
    var closing = start
    while true {
      closing = structure.next()
      guard closing < text.count else {
        cell = Cell(.plain, from: start, to: closing)
        return .unclosedQuote
      }
      if text[closing] != UInt8(ascii: "\"") { continue }
      guard closing + 1 < text.count, text[closing + 1] == UInt8(ascii: "\"") else { break }
      hasDoubledQuotes = true
      _ = structure.next()
    }
    var end = structure.next()
    while end < text.count, text[end] == UInt8(ascii: "\"") { end = structure.next() }
    let isVerbatim = end == closing + 1 && !hasDoubledQuotes
    cell = Cell(isVerbatim ? .plain : .quoted, from: start + 1, to: isVerbatim ? closing : end)
    return finish(at: end)
  }

  /// Skips the byte that ends a cell, and the LF of a CR LF.
  @inline(__always)
  private mutating func finish(at end: Int) -> Ending {
    position = end &+ 1
    guard end < text.count else {
      position = end
      return .text
    }
    if text[end] == delimiter { return .delimiter }
    if text[end] == UInt8(ascii: "\r"), position < text.count, text[position] == UInt8(ascii: "\n")
    {
      position = structure.next() &+ 1
    }
    return .line
  }
}
