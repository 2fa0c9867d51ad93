internal import XML
internal import ZIP

/// The value of a worksheet's cell.
enum SheetValue {
  case text
  /// - style: the index of its format in the workbook's styles.
  case number(style: Int)
  /// - index: the index of a shared string.
  case sharedText(index: Int)
  /// A failed formula, such as `#N/A`.
  case error
}

/// Receives the cells of a worksheet, row by row.
protocol SheetSink {
  /// - Returns: whether to continue.
  mutating func beginRow(_ number: Int) throws(Rejection) -> Bool
  /// - Parameters:
  ///   - column: from 0.
  ///   - content: the resolved text in UTF-8, if the value needs it.
  mutating func take(
    _ value: SheetValue, column: Int, _ content: UnsafeRawBufferPointer
  ) throws(Rejection)
  mutating func endRow() throws(Rejection)
}

/// Reads the rows of a worksheet (ECMA-376, 18.3) in the order of its part.
struct SheetReader {
  static let rowDepth = 3
  private static let maxRow = 1_048_576

  var xml: PartReader
  let limits: UploadLimits
  /// The number of the last row.
  private(set) var row = 0
  /// The collected content of a cell.
  var content: [UInt8] = []

  init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    xml = try PartReader(part, in: archive, limits: limits)
    self.limits = limits
  }

  /// Passes all rows to the sink, or as many as it wants.
  /// - Parameter count: max bytes to search for rows.
  mutating func read(
    into sink: inout some SheetSink, upTo count: Int = .max
  ) throws(Rejection) {
    while xml.readCount <= count {
      switch try xml.next() {
      case .start where xml.depth == Self.rowDepth && xml.isNamed("row"):
        guard try readRow(into: &sink) else { return }
      case .end where xml.depth == Self.rowDepth - 2 && xml.isNamed("sheetData"):
        return try xml.finish()
      case .finished: return
      case .start, .end, .text: continue
      }
    }
  }

  private mutating func readRow(into sink: inout some SheetSink) throws(Rejection) -> Bool {
    row = try rowNumber()
    guard try sink.beginRow(row) else { return false }
    var column = 0
    while true {
      switch try xml.next() {
      case .start where xml.depth == Self.rowDepth + 1 && xml.isNamed("c"):
        try readCell(at: &column, into: &sink)
      case .end where xml.depth < Self.rowDepth:
        try sink.endRow()
        return true
      case .start, .end, .text, .finished: continue
      }
    }
  }

  /// The row's own number, or else the next one.
  private func rowNumber() throws(Rejection) -> Int {
    let bytes = xml.bytes(xml.attributes)
    var attributes = XMLAttributes(bytes)
    var written: Range<Int>?
    while written == nil, let (name, value) = attributes.nextRanges() {
      if name.count == 1, bytes[name.lowerBound] == UInt8(ascii: "r") { written = value }
    }
    guard let written else { return row + 1 }
    guard let number = DigitRun.value(of: written, in: bytes).map({ Int($0) }), row < number,
      number <= Self.maxRow
    else {
      let found = Excerpt.of(UnsafeRawBufferPointer(rebasing: bytes[written]))
      throw .damagedWorkbook(
        part: xml.partName, found: "row \(found) after row \(row)",
        expected: "rows from 1 to \(Self.maxRow) in ascending order: save the file again")
    }
    return number
  }
}
