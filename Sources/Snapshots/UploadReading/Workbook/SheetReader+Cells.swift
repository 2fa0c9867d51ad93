internal import XML

extension SheetReader {
  private static let maxColumn = 16_384

  /// The kind of a cell's content (18.18.11).
  private enum Kind {
    case number, sharedText, text, inlineText, boolean, error
  }

  /// Reads a cell; `column` is the next column before and after.
  @inline(__always)
  mutating func readCell(
    at column: inout Int, into sink: inout some SheetSink
  ) throws(Rejection) {
    var kind = Kind.number
    var style = 0
    let bytes = xml.bytes(xml.attributes)
    var attributes = XMLAttributes(bytes)
    while let (name, value) = attributes.nextRanges() {
      guard name.count == 1 else { continue }
      let value = UnsafeRawBufferPointer(rebasing: bytes[value])
      switch bytes[name.lowerBound] {
      case UInt8(ascii: "r"): column = try self.column(value)
      case UInt8(ascii: "s"): style = try number(value)
      case UInt8(ascii: "t"): kind = Self.kind(value)
      default: continue
      }
    }
    guard column < Self.maxColumn else {
      throw xml.malformed("more than \(Self.maxColumn) columns in row \(row)")
    }
    if let (text, isASCII) = takePlainText(of: kind) {
      let content = xml.bytes(text)
      if !content.isEmpty { try give(content, kind, style, isASCII, column: column, to: &sink) }
    } else {
      try collect(from: kind)
      if !content.isEmpty { try giveCollected(kind, style, column: column, to: &sink) }
    }
    column += 1
  }

  private func column(_ reference: UnsafeRawBufferPointer) throws(Rejection) -> Int {
    var column = 0
    for byte in reference {
      let letter = byte & 0xDF
      guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter else { break }
      column = column &* 26 &+ Int(letter &- UInt8(ascii: "A")) &+ 1
      if column > Self.maxColumn { break }
    }
    guard 1...Self.maxColumn ~= column else {
      throw xml.malformed("a cell named \(Excerpt.of(reference)) in row \(row)")
    }
    return column - 1
  }

  private func number(_ digits: UnsafeRawBufferPointer) throws(Rejection) -> Int {
    guard let number = DigitRun.value(of: 0..<digits.count, in: digits) else {
      throw xml.malformed("\(Excerpt.of(digits)) instead of a number in row \(row)")
    }
    return Int(number)
  }

  @inline(__always)
  private static func kind(_ type: UnsafeRawBufferPointer) -> Kind {
    switch type.first {
    case UInt8(ascii: "s") where type.count == 1: .sharedText
    case UInt8(ascii: "n"): .number
    case UInt8(ascii: "b"): .boolean
    case UInt8(ascii: "e"): .error
    case UInt8(ascii: "i"): .inlineText
    default: .text
    }
  }

  /// Collects the content up to the cell's end: its value, which formulas have too, or the runs of
  /// its inline text without phonetic hints.
  @inline(__always)
  private mutating func collect(from kind: Kind) throws(Rejection) {
    let depth = Self.rowDepth + 1
    content.removeAll(keepingCapacity: true)
    var isCollecting = false
    var phoneticDepth = Int.max
    while true {
      switch try xml.next() {
      case .text:
        if isCollecting { try append() }
      case .end:
        if xml.depth < depth { return }
        isCollecting = false
        if xml.depth < phoneticDepth { phoneticDepth = .max }
      case .start:
        if xml.depth == depth + 1 {
          isCollecting = kind != .inlineText && xml.isNamed("v")
        } else if kind == .inlineText {
          if xml.isNamed("rPh") { phoneticDepth = min(phoneticDepth, xml.depth) }
          isCollecting = xml.isNamed("t") && xml.depth < phoneticDepth
        }
      case .finished: return
      }
    }
  }

  private mutating func append() throws(Rejection) {
    try xml.appendText(to: &content)
    if content.count > limits.cellBytes { throw tooLong }
  }

  /// The text of the cell, if it is written in the usual way.
  @inline(__always)
  private mutating func takePlainText(of kind: Kind) -> (Range<Int>, isASCII: Bool)? {
    switch kind {
    case .number, .sharedText, .text, .error:
      xml.takePlainText(opening: "<v>", closing: "</v></c>")
    case .inlineText: xml.takePlainText(opening: "<is><t>", closing: "</t></is></c>")
    case .boolean: nil
    }
  }

  private mutating func giveCollected(
    _ kind: Kind, _ style: Int, column: Int, to sink: inout some SheetSink
  ) throws(Rejection) {
    switch kind {
    case .boolean:
      content = Array((content == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8)
    case .text, .inlineText: SpreadsheetEscapes.resolve(in: &content)
    case .number, .error, .sharedText: break
    }
    try content.withBytes { content throws(Rejection) in
      try give(content, kind, style, false, column: column, to: &sink)
    }
  }

  /// Passes the value to the sink.
  @inline(__always)
  private func give(
    _ content: UnsafeRawBufferPointer, _ kind: Kind, _ style: Int, _ isASCII: Bool, column: Int,
    to sink: inout some SheetSink
  ) throws(Rejection) {
    try check(content, isASCII)
    let value: SheetValue
    switch kind {
    case .number: value = .number(style: style)
    case .error: value = .error
    case .sharedText: value = .sharedText(index: try number(content))
    case .boolean, .text, .inlineText: value = .text
    }
    try sink.take(value, column: column, content)
  }

  @inline(__always)
  private func check(_ content: UnsafeRawBufferPointer, _ isASCII: Bool) throws(Rejection) {
    if content.count > limits.cellBytes { throw tooLong }
    if !isASCII { try xml.checkEncoding(of: content) }
  }

  private var tooLong: Rejection {
    Rejection(
      .limitExceeded, at: Rejection.Place(row: row),
      found: "more than \(limits.cellBytes) bytes in a cell",
      expected: "at most \(limits.cellBytes) bytes in a cell")
  }
}
