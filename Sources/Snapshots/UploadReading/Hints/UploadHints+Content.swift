package import Bytes
package import Datasets

extension UploadHints {
  /// Rows that are looked at to learn which keys a JSON upload has.
  private static let sampledRows = 64

  /// What the content of an upload says. Its rows are gone through only where they have a column
  /// that says something.
  /// - Parameter kingdom: the one the upload is of, where that is known already: of a workbook with
  ///   sheets of several kingdoms, its sheet is read.
  /// - Throws: why the upload cannot be read.
  package init(
    of upload: SharedBytes, kingdom: Kingdom? = nil, limits: UploadLimits = UploadLimits()
  ) throws(Rejection) {
    var report = ReadingReport(listing: 0)
    let content = try UploadText.unpack(upload, limits: limits, noting: &report)
    if content.withUnsafeBytes(ZIPArchive.isLikely) {
      self = try Self.ofWorkbook(content, of: kingdom, limits)
      return
    }
    let text =
      if let text = UploadText.probablyUTF8(content, limits: limits) {
        text
      } else {
        try UploadText.decode(content, limits: limits, noting: &report)
      }
    self = try text.withUnsafeBytes { text throws(Rejection) in
      let rows =
        JSONTable.isLikely(text) ? try Self.ofJSON(text, limits) : try Self.ofCSV(text, limits)
      return rows?.hints ?? UploadHints()
    }
  }

  private static func ofCSV(
    _ text: UnsafeRawBufferPointer, _ limits: UploadLimits
  ) throws(Rejection) -> RowHints? {
    try RowHints(of: text, try CSVHeader.find(in: text, limits: limits), limits)
  }

  private static func ofJSON(
    _ text: UnsafeRawBufferPointer, _ limits: UploadLimits
  ) throws(Rejection) -> RowHints? {
    let table = try JSONTable(in: text, limits: limits)
    var source = JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: nil, limits: limits)
    var grid = CellGrid(columnCount: 0)
    try source.fill(&grid, rows: sampledRows)
    return try RowHints(of: text, table, keys: source.ignoredKeys, limits)
  }

  private static func ofWorkbook(
    _ content: SharedBytes, of kingdom: Kingdom?, _ limits: UploadLimits
  ) throws(Rejection) -> UploadHints {
    var hints = UploadHints()
    var recorded: RecordedSheet?
    let tape = try content.withUnsafeBytes { bytes throws(Rejection) in
      try CellTape.make(from: bytes, limits: limits) { tape throws(Rejection) in
        let workbook = try Workbook(reading: bytes, limits: limits)
        let sheet = try RecordedSheet(
          of: workbook, bytes, kingdom: kingdom, limits: limits, onto: &tape)
        hints = sheet.hints
        if HintColumns(among: sheet.choice.header.unknownHeaders).isEmpty { return }
        try sheet.record(bytes, limits: limits, onto: &tape)
        recorded = sheet
      }
    }
    guard let recorded else { return hints }
    let rows = try tape.withUnsafeBytes { tape throws(Rejection) in
      try RowHints(of: tape, recorded)
    }
    if let rows { hints.add(rows.hints) }
    return hints
  }
}
