/// The header of a CSV text and its dialect.
struct CSVHeader: Sendable {
  let delimiter: UInt8
  /// Counts the lines above it.
  let row: HeaderRow
  /// The start of the next row.
  let end: Int

  static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// The header is searched in this many bytes.
  private static let searchedBytes = 256 << 10

  /// Finds the header and the delimiter: the row and delimiter with an id column and the most known
  /// columns; of equal ones, the delimiter that splits the following rows into as many cells as the
  /// header.
  static func find(
    in text: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) -> CSVHeader {
    var best: (header: CSVHeader, score: HeaderRow.Score)?
    var firstRow: HeaderRow?
    for delimiter in delimiters {
      let headers = firstRows(of: text, delimiter: delimiter)
      firstRow = firstRow ?? headers.first { !$0.row.isBlank }?.row
      for (index, header) in headers.enumerated() {
        let below = headers[(index + 1)...].lazy.map(\.row)
        let score = HeaderRow.Score(of: header.row, above: below)
        if score.columns > 0, best.map({ $0.score < score }) ?? true { best = (header, score) }
      }
    }
    guard let best else { throw rejection(ofFirstRow: firstRow, in: text) }
    let row = best.header.row
    guard best.score.hasID else {
      throw .noIDColumn(among: row.cells, at: Rejection.Place(row: row.number))
    }
    if row.columns.count > limits.columns { throw .tooManyColumns(row, limit: limits.columns) }
    return best.header
  }

  /// The first complete rows of a text, split by a delimiter.
  private static func firstRows(of text: UnsafeRawBufferPointer, delimiter: UInt8) -> [CSVHeader] {
    let searched = UnsafeRawBufferPointer(rebasing: text.prefix(searchedBytes))
    var scanner = CSVCellScanner(searched, delimiter: delimiter, from: 0)
    var cellText = CellText(in: searched)
    var rows: [CSVHeader] = []
    while rows.count < HeaderRow.searchedCount, scanner.position < searched.count {
      var cells: [String] = []
      var ending = CSVCellScanner.Ending.delimiter
      while ending == .delimiter {
        var cell = Cell.missing
        ending = scanner.next(&cell)
        if ending == .unclosedQuote { return rows }
        cells.append(cellText.excerpt(of: cell))
      }
      if ending == .text, searched.count < text.count { return rows }
      let row = HeaderRow(number: rows.count + 1, cells: cells)
      rows.append(CSVHeader(delimiter: delimiter, row: row, end: scanner.position))
    }
    return rows
  }

  private static func rejection(
    ofFirstRow row: HeaderRow?, in text: UnsafeRawBufferPointer
  ) -> Rejection {
    if let row { return .noHeader(firstRow: row) }
    return Rejection(
      .noHeader, at: Rejection.Place(row: 1), found: Excerpt.text(text, from: 0),
      expected: "a header in one of the first \(HeaderRow.searchedCount) rows")
  }
}
