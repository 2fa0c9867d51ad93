import Time

/// Collects the first rows of a worksheet as texts, to find its header.
struct SheetPreview: SheetSink {
  private(set) var rows: [HeaderRow] = []
  private let strings: SharedStrings
  private let styles: DateStyles
  private let tape: UnsafeRawBufferPointer
  private var number = 0
  private var cells: [String] = []

  /// - Parameter tape: starts with the shared strings.
  init(_ strings: SharedStrings, on tape: UnsafeRawBufferPointer, _ styles: DateStyles) {
    self.strings = strings
    self.styles = styles
    self.tape = tape
  }

  mutating func beginRow(_ number: Int) -> Bool {
    self.number = number
    cells.removeAll(keepingCapacity: true)
    return rows.count < HeaderRow.searchedCount
  }

  mutating func take(_ value: SheetValue, column: Int, _ content: UnsafeRawBufferPointer) {
    if column > cells.count {
      cells += [String](repeating: "", count: column - cells.count)
    }
    let text: String
    switch value {
    case .number(let style):
      text = styles.date(content, style: style)?.description ?? Excerpt.of(content)
    case .text, .error: text = Excerpt.of(content)
    case .sharedText(let index):
      text = strings[index].map { Excerpt.of(UnsafeRawBufferPointer(rebasing: tape[$0])) } ?? ""
    }
    if column < cells.count { cells[column] = text } else { cells.append(text) }
  }

  mutating func endRow() {
    if !cells.isEmpty { rows.append(HeaderRow(number: number, cells: cells)) }
  }
}

/// Writes the rows below a worksheet's header to a tape. From unknown columns it writes only texts,
/// since only these reveal how the file writes its numbers.
struct SheetRecorder: SheetSink {
  private let header: HeaderRow
  private let areRead: [Bool]
  /// The column with the date of its rows.
  private let dateColumn: Int?
  private let strings: SharedStrings
  private let styles: DateStyles
  private let sheetPart: String
  private(set) var tape: CellTape
  /// The number of the current row, and of the last one on the tape.
  private var row = 0
  private var lastRow: Int
  private var hasUnwrittenCells = false
  private var hasExtraCell = false

  /// - Parameter part: the name of the sheet's part.
  init(
    _ header: HeaderRow, _ strings: SharedStrings, _ styles: DateStyles, of part: String,
    onto tape: CellTape
  ) {
    self.header = header
    self.strings = strings
    self.styles = styles
    self.tape = tape
    sheetPart = part
    let unknown = header.columns.filter { $0.meaning == nil && $0.isNamed }.map(\.header)
    let hints = HintColumns(among: unknown).gridColumns(for: header.columns)
    areRead = zip(header.columns, hints).map { $0.meaning != nil || $1 >= 0 }
    dateColumn = hints.firstIndex(of: 1)
    lastRow = header.number
  }

  mutating func beginRow(_ number: Int) -> Bool {
    row = number
    hasUnwrittenCells = false
    hasExtraCell = false
    return true
  }

  @inline(__always)
  mutating func take(
    _ value: SheetValue, column: Int, _ content: UnsafeRawBufferPointer
  ) throws(Rejection) {
    guard row > header.number else { return }
    if column >= areRead.count {
      if hasExtraCell || isBlank(value, content) { return }
      hasExtraCell = true
    }
    switch value {
    case .error: hasUnwrittenCells = true
    case .number(let style): try take(number: content, style: style, column: column)
    case .text:
      try openRow()
      try tape.append(.text, column: column, content)
    case .sharedText(let index):
      guard let text = strings[index] else { throw missing(index) }
      try openRow()
      try tape.append(column: column, sharing: text)
    }
  }

  /// Whether a cell is empty, like those that some programs write after a row's last one.
  private func isBlank(_ value: SheetValue, _ content: UnsafeRawBufferPointer) -> Bool {
    switch value {
    case .text: content.trimmingBlanks().isEmpty
    case .sharedText(let index):
      strings[index].map {
        UnsafeRawBufferPointer(rebasing: tape.bytes[$0]).trimmingBlanks().isEmpty
      } ?? false
    case .number, .error: false
    }
  }

  @inline(__always)
  private mutating func take(
    number: UnsafeRawBufferPointer, style: Int, column: Int
  ) throws(Rejection) {
    if column < areRead.count, !areRead[column] {
      hasUnwrittenCells = true
      return
    }
    try openRow()
    if column == dateColumn, let date = styles.date(number, style: style) {
      try Array(date.description.utf8).withBytes { date throws(Rejection) in
        try tape.append(.text, column: column, date)
      }
    } else {
      try tape.append(.number, column: column, number.trimmingBlanks())
    }
  }

  mutating func endRow() throws(Rejection) {
    guard row > header.number, row == lastRow || hasUnwrittenCells else { return }
    try openRow()
    try tape.endRow(hasUnwrittenCells: hasUnwrittenCells)
  }

  /// Begins the row on the tape, after empty rows.
  @inline(__always)
  private mutating func openRow() throws(Rejection) {
    while lastRow < row {
      lastRow += 1
      if lastRow < row { try tape.endRow(hasUnwrittenCells: false) }
    }
  }

  private func missing(_ index: Int) -> Rejection {
    .damagedWorkbook(
      part: sheetPart, found: "shared string \(index) in row \(row), which does not exist")
  }
}
