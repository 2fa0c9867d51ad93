internal import JSON

/// The place of a cell in an upload's text and its written form, in eight bytes.
struct Cell {
  /// Odd if the bytes are the text itself.
  enum Form: UInt64 {
    /// The row has no such cell, or it is a JSON null.
    case missing = 0
    case plain = 1
    /// The bytes after the opening quote of a CSV cell with doubled quotes.
    case quoted = 2
    /// A JSON number, in which a point is always the decimal point.
    case number = 3
    /// The inside of a JSON string with escapes.
    case escaped = 4
    /// A JSON value that is not allowed in a cell: true, false, an array, an object.
    case misfit = 6
  }

  static let missing = Cell(bits: 0)
  static let maxEnd = Int(UInt32.max)
  static let maxLength = (1 << 28) - 1

  /// From the lowest: 32 bits of start, 28 of length, 4 of form.
  private let bits: UInt64

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// A longer cell is cut to `maxLength`, which exceeds every limit.
  /// - Precondition: the text is at most `maxEnd` bytes long.
  @inline(__always)
  init(_ form: Form, from start: Int, to end: Int) {
    let length = UInt64(truncatingIfNeeded: min(end &- start, Self.maxLength))
    bits = UInt64(truncatingIfNeeded: start) | length &<< 32 | form.rawValue &<< 60
  }

  @inline(__always) var start: Int { Int(bits & 0xFFFF_FFFF) }
  @inline(__always) var length: Int { Int((bits &>> 32) & 0xFFF_FFFF) }
  @inline(__always) var end: Int { start &+ length }
  @inline(__always) var range: Range<Int> { Range(uncheckedBounds: (start, end)) }
  /// Whether the bytes are the text itself.
  @inline(__always) var isVerbatim: Bool { bits & (1 &<< 60) != 0 }

  var form: Form { Form(rawValue: bits &>> 60) ?? .missing }
}

/// The text of cells, with doubled quotes and escapes resolved.
struct CellText {
  let text: UnsafeRawBufferPointer
  private var resolved: [UInt8] = []

  init(in text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// Calls `body` with the text's bytes.
  mutating func withBytes<Value>(
    of cell: Cell, _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value {
    let written = UnsafeRawBufferPointer(rebasing: text[cell.range])
    if cell.isVerbatim || cell.form == .misfit { return body(written) }
    resolved.removeAll(keepingCapacity: true)
    Self.append(written, form: cell.form, to: &resolved)
    return resolved.withUnsafeBytes(body)
  }

  /// The cell's text, cut for a report.
  mutating func excerpt(of cell: Cell) -> String {
    withBytes(of: cell) { Excerpt.of($0) }
  }

  /// Appends the text of a cell that is not verbatim; never more bytes than its written form.
  static func append(_ written: UnsafeRawBufferPointer, form: Cell.Form, to bytes: inout [UInt8]) {
    switch form {
    case .quoted: appendQuoted(written, to: &bytes)
    case .escaped: JSONString.appendUnescaped(written, to: &bytes)
    case .missing, .plain, .number, .misfit: bytes += written
    }
  }

  private static func appendQuoted(_ written: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    var isInside = true
    var position = 0
    while position < written.count {
      if isInside, written[position] == UInt8(ascii: "\"") {
        position += 1
        isInside = position < written.count && written[position] == UInt8(ascii: "\"")
        if !isInside { continue }
      }
      bytes.append(written[position])
      position += 1
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes without surrounding blanks: spaces, tabs, line ends and no-break spaces.
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

  /// The length of a blank at the start.
  private func blankAtStart() -> Int? {
    guard let first else { return nil }
    if first.isASCIIBlank { return 1 }
    if first < 0x80 { return nil }
    if has([0xC2, 0xA0], at: 0) { return 2 }
    return has([0xE2, 0x80, 0xAF], at: 0) || has([0xEF, 0xBB, 0xBF], at: 0) ? 3 : nil
  }

  /// The length of a blank at the end.
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
