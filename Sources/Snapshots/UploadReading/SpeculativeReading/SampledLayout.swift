/// What the header and the first rows of an upload tell.
struct SampledLayout {
  let table: UploadTable
  let rows: RowProfile
  let chosen: [ColumnChoice.Chosen]
  let report: ReadingReport
  /// Where the first row begins.
  let start: Int
  /// What a row takes in the middle, at least 1.
  let rowByteCount: Int

  /// Why nothing is foretold; nobody is told, as the survey finds out by itself.
  private static let unforeseeable = Rejection(
    .noTable, found: "an upload whose first rows do not tell how to read it",
    expected: "the survey to be asked")

  /// - Parameter count: how many rows are looked at.
  init(
    _ text: UnsafeRawBufferPointer, rows count: Int, _ settings: ReadingSettings
  ) throws(Rejection) {
    var report = ReadingReport(listing: settings.limits.listedProblems)
    let end: Int
    if JSONTable.isLikely(text) {
      let table = try JSONTable(in: text, limits: settings.limits)
      guard case .jsonLines = table.format else { throw Self.unforeseeable }
      var source = JSONRowSource(
        text, from: table.start, isInArray: false, keys: nil, limits: settings.limits)
      start = source.position
      rows = try RowProfile(first: count, of: &source, text, number: 1, settings)
      end = source.position
      report.format = table.format
      report.ignoredHeaders = source.ignoredKeys
      self.table = .json(isInArray: false, columns: source.keys.columns)
    } else {
      let header = try CSVHeader.find(in: text, limits: settings.limits)
      var source = CSVProfile(text, header, limits: settings.limits)
      start = source.position
      rows = try RowProfile(
        first: count, of: &source, text, number: header.row.number + 1, settings)
      end = source.position
      report.note(header)
      table = .csv(delimiter: header.delimiter, columns: header.row.indices { $0 != nil })
    }
    self.report = report
    rowByteCount = max(1, (end - start) / max(1, rows.ids.count))
    guard let idColumn = rows.idColumn, rows.counts.accepted > 0 else { throw Self.unforeseeable }
    // What such columns say, and what speaks against the upload's place, is for the survey.
    guard HintColumns(among: report.ignoredHeaders).isEmpty,
      settings.destination?.isContradictedByName != true
    else { throw Self.unforeseeable }
    let choice = ColumnChoice(among: rows.columns, idColumn: idColumn)
    if choice.isAssuming { throw Self.unforeseeable }
    chosen = choice.chosen
  }
}

extension RowProfile {
  /// Goes through the first rows alone.
  fileprivate init(
    first count: Int, of source: inout some ProfiledRowSource, _ text: UnsafeRawBufferPointer,
    number firstRow: Int, _ settings: ReadingSettings
  ) throws(Rejection) {
    self.init(firstRow: firstRow, settings: settings)
    try run(over: &source, text, upTo: count)
  }
}
