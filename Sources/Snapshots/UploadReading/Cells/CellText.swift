internal import JSON

/// The text of cells, with doubled quotes and escapes resolved where there are any.
struct CellText {
  let text: UnsafeRawBufferPointer
  private var resolved: [UInt8] = []

  init(in text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// Lends the bytes that a cell stands for.
  mutating func withBytes<Value>(
    of cell: Cell, _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value {
    let written = UnsafeRawBufferPointer(rebasing: text[cell.range])
    if cell.isVerbatim || cell.form == .misfit { return body(written) }
    resolved.removeAll(keepingCapacity: true)
    Self.append(written, form: cell.form, to: &resolved)
    return resolved.withUnsafeBytes(body)
  }

  /// The cell as it is quoted in a report.
  mutating func excerpt(of cell: Cell) -> String {
    withBytes(of: cell) { Excerpt.of($0) }
  }

  /// Appends what is written in a form that is not verbatim; never more bytes than it takes up.
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
