extension RowHints {
  /// - Returns: nil for a CSV text without such columns.
  init?(
    of text: UnsafeRawBufferPointer, _ header: CSVHeader, _ limits: UploadLimits
  ) throws(Rejection) {
    let columns = HintColumns(among: header.row.unknownHeaders)
    if columns.isEmpty { return nil }
    var source = CSVRowSource(
      text, delimiter: header.delimiter, from: header.end,
      gridColumns: columns.gridColumns(for: header.row.cells), limits: limits)
    try self.init(of: &source, columns, text, firstRow: header.row.number + 1)
  }

  /// - Parameter keys: those without a meaning.
  /// - Returns: nil for a JSON text without such keys.
  init?(
    of text: UnsafeRawBufferPointer, _ table: JSONTable, keys: [String],
    _ limits: UploadLimits
  ) throws(Rejection) {
    let columns = HintColumns(among: keys)
    if columns.isEmpty { return nil }
    var source = JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: columns.gridKeys,
      limits: limits)
    try self.init(of: &source, columns, text, firstRow: 1)
  }

  /// - Returns: nil for a sheet without such columns.
  init?(of tape: UnsafeRawBufferPointer, _ sheet: RecordedSheet) throws(Rejection) {
    let header = sheet.choice.header
    let columns = HintColumns(among: header.unknownHeaders)
    if columns.isEmpty { return nil }
    var source = TapeRowSource(
      tape, from: sheet.start, gridColumns: columns.gridColumns(for: header.cells))
    try self.init(of: &source, columns, tape, firstRow: header.number + 1)
  }
}
