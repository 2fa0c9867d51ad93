internal import Bytes
internal import Compression
internal import Datasets
internal import Synchronization
internal import ZIP

/// A workbook in Office Open XML (.xlsx).
struct WorkbookFile: UploadFormat {
  private let tape: WorkbookTape
  /// The sheets, each with its first rows.
  private let sheets: [(sheet: Workbook.Sheet, rows: [HeaderRow])]
  /// The hints on the summary sheet.
  private let summaryHints: UploadHints
  private let limits: UploadLimits

  static let isText = false

  static func isLikely(_ content: UnsafeRawBufferPointer) -> Bool { ZIPArchive.isLikely(content) }

  init(_ content: SharedBytes, limits: UploadLimits) throws(Rejection) {
    let workbook = try content.withUnsafeBytes { archive throws(Rejection) in
      try Workbook(reading: archive, limits: limits)
    }
    tape = try WorkbookTape(of: workbook, in: content, limits: limits)
    var sheets: [(sheet: Workbook.Sheet, rows: [HeaderRow])] = []
    var hints = UploadHints()
    for sheet in workbook.sheets {
      let rows = try tape.firstRows(of: sheet)
      hints.add(UploadHints(ofSheet: sheet.name, rows))
      sheets.append((sheet, rows))
    }
    self.sheets = sheets
    summaryHints = hints
    self.limits = limits
  }

  func layout(for kingdom: Kingdom?) throws(Rejection) -> SheetLayout {
    let choice = try SheetChoice(among: sheets, of: kingdom, limits: limits)
    return SheetLayout(choice, tape, summaryHints: summaryHints)
  }
}

/// The sheet of a workbook that holds the players.
struct SheetLayout: TableLayout {
  private let choice: SheetChoice
  private let tape: WorkbookTape
  let hints: UploadHints

  fileprivate init(_ choice: SheetChoice, _ tape: WorkbookTape, summaryHints: UploadHints) {
    self.choice = choice
    self.tape = tape
    var hints = summaryHints
    if let kingdom = choice.namedKingdom {
      hints.kingdoms.append(.init(value: kingdom, source: .sheetName))
    }
    self.hints = hints
  }

  var form: UploadForm { .workbook(sheet: choice.sheet.name) }
  var headerRow: Int? { choice.header.number }
  var firstRow: Int { choice.header.number + 1 }
  var columns: [HeaderColumn] { choice.header.columns }
  var notes: [Note] { choice.others.isEmpty ? [] : [.otherSheetsNotRead(choice.others)] }
  var splitting: ChunkSplitter.Quotes? { nil }

  func text() throws(Rejection) -> SharedBytes { try tape.withRows(of: choice) }

  func rows(in text: UnsafeRawBufferPointer) -> TapeRowSource {
    TapeRowSource(
      text, from: tape.rowsStart, gridColumns: candidateColumns, candidates: columns.candidates)
  }

  func rows(
    in text: UnsafeRawBufferPointer, from start: Int?, gridColumns: [Int]
  ) -> TapeRowSource {
    TapeRowSource(text, from: start ?? tape.rowsStart, gridColumns: gridColumns)
  }

  func knowing(_ rows: TapeRowSource) -> SheetLayout { self }

  func alternative(after rows: TapeRowSource, in text: UnsafeRawBufferPointer) -> SheetLayout? {
    nil
  }
}

extension UploadForm {
  package static func workbook(sheet: String) -> UploadForm {
    UploadForm("workbook, sheet \"\(sheet)\"")
  }
}

/// The shared strings of a workbook on a tape, followed by the rows of the chosen sheet: each part
/// of the workbook is read once.
private final class WorkbookTape: Sendable {
  private let archive: SharedBytes
  private let limits: UploadLimits
  private let strings: SharedStrings
  private let styles: DateStyles
  /// The tape with the strings alone.
  private let start: CellTape
  /// By the names of the sheets' parts.
  private let recorded = Mutex<[String: Result<SharedBytes, Rejection>]>([:])

  /// The header of a sheet is looked for in this many bytes.
  private static let searchedCount = 1 << 20

  init(of workbook: Workbook, in archive: SharedBytes, limits: UploadLimits) throws(Rejection) {
    self.archive = archive
    self.limits = limits
    var tape = Self.tape(of: archive, limits)
    (strings, styles) = try archive.withUnsafeBytes { bytes throws(Rejection) in
      var strings = SharedStrings()
      if let part = workbook.sharedStrings {
        strings = try SharedStrings(part, in: bytes, limits: limits, onto: &tape)
      }
      var styles = DateStyles(countsFrom1904: workbook.countsFrom1904)
      if let part = workbook.styles {
        styles = try DateStyles(
          part, bytes, countsFrom1904: workbook.countsFrom1904, limits: limits)
      }
      return (strings, styles)
    }
    start = tape
  }

  private static func tape(of archive: SharedBytes, _ limits: UploadLimits) -> CellTape {
    CellTape(
      ofUpTo: limits.inflation(upTo: limits.textBytes).maxContent(ofCompressed: archive.count))
  }

  /// Where the rows begin.
  var rowsStart: Int { start.count }

  /// The first rows of a sheet, to look for its header.
  func firstRows(of sheet: Workbook.Sheet) throws(Rejection) -> [HeaderRow] {
    try archive.withUnsafeBytes { bytes throws(Rejection) in
      var preview = SheetPreview(strings, on: start.bytes, styles)
      var reader = try SheetReader(sheet.part, in: bytes, limits: limits)
      try reader.read(into: &preview, upTo: Self.searchedCount)
      return preview.rows
    }
  }

  /// The tape with the rows below the header of a sheet.
  func withRows(of choice: SheetChoice) throws(Rejection) -> SharedBytes {
    try recorded.withLock { recorded throws(Rejection) in
      if let known = recorded[choice.sheet.part.name] { return try known.get() }
      let result = Result { () throws(Rejection) in
        // Behind the strings there is room for the rows of one sheet.
        try record(choice, onto: recorded.isEmpty ? start : try copy())
      }
      recorded[choice.sheet.part.name] = result
      return try result.get()
    }
  }

  private func record(
    _ choice: SheetChoice, onto tape: CellTape
  ) throws(Rejection) -> SharedBytes {
    try archive.withUnsafeBytes { bytes throws(Rejection) in
      let part = choice.sheet.part
      var recorder = SheetRecorder(choice.header, strings, styles, of: part.name, onto: tape)
      var reader = try SheetReader(part, in: bytes, limits: limits)
      try reader.read(into: &recorder)
      return recorder.tape.shared()
    }
  }

  private func copy() throws(Rejection) -> CellTape {
    var tape = Self.tape(of: archive, limits)
    try tape.append(start.bytes)
    return tape
  }
}
