internal import Rankings

/// The header of a CSV text and the dialect it is written in.
struct CSVHeader {
  let delimiter: UInt8
  /// The row it stands in, from 1; lines above it count.
  let row: Int
  /// The headers as they stand in the file.
  let cells: [String]
  /// Where the row below begins.
  let end: Int

  /// What each cell means, where it means something here.
  var meanings: [ColumnAliases.Meaning?] {
    cells.map { ColumnAliases.meaning(of: HeaderName($0)) }
  }

  /// A number from 0 on for each cell whose meaning is chosen, -1 for the others.
  func indices(where isChosen: (ColumnAliases.Meaning?) -> Bool) -> [Int] {
    var next = 0
    return meanings.map { meaning in
      guard isChosen(meaning) else { return -1 }
      defer { next += 1 }
      return next
    }
  }

  static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// The header is looked for in this many rows and bytes.
  private static let searchedRows = 32
  private static let searchedBytes = 256 << 10

  /// Finds the header and with it the delimiter: the row and the delimiter that together show an
  /// id column and the most columns known here; between equals, the delimiter that splits the rows
  /// below into as many cells as the header.
  static func find(
    in text: UnsafeRawBufferPointer, limits: IntakeLimits
  ) throws(Refusal) -> CSVHeader {
    var best: (header: CSVHeader, score: Score)?
    var firstRow: CSVHeader?
    for delimiter in delimiters {
      let rows = firstRows(of: text, delimiter: delimiter)
      firstRow = firstRow ?? rows.first { !$0.cells.allSatisfy { HeaderName($0).isBlank } }
      for row in rows {
        let score = Score(of: row, among: rows)
        if score.columns > 0, best.map({ $0.score < score }) ?? true { best = (row, score) }
      }
    }
    guard let best else { throw refusal(ofFirstRow: firstRow, in: text) }
    guard best.score.hasID else { throw noIDColumn(best.header) }
    if best.header.cells.count > limits.columns {
      throw Refusal(
        .limitExceeded, at: Refusal.Place(row: best.header.row),
        found: "\(best.header.cells.count) columns", expected: "at most \(limits.columns) columns")
    }
    return best.header
  }

  /// The first rows of a text split by a delimiter, as far as they are whole.
  private static func firstRows(of text: UnsafeRawBufferPointer, delimiter: UInt8) -> [CSVHeader] {
    let searched = UnsafeRawBufferPointer(rebasing: text.prefix(searchedBytes))
    var scanner = CSVCellScanner(searched, delimiter: delimiter, from: 0)
    var cellText = CellText(in: searched)
    var rows: [CSVHeader] = []
    while rows.count < searchedRows, scanner.position < searched.count {
      var cells: [String] = []
      var ending = CSVCellScanner.Ending.delimiter
      while ending == .delimiter {
        var cell = Cell.missing
        ending = scanner.next(&cell)
        if ending == .unclosedQuote { return rows }
        cells.append(cellText.excerpt(of: cell))
      }
      if ending == .text, searched.count < text.count { return rows }
      rows.append(
        CSVHeader(delimiter: delimiter, row: rows.count + 1, cells: cells, end: scanner.position))
    }
    return rows
  }
}

extension CSVHeader {
  /// How much a row looks like the header.
  private struct Score: Comparable {
    let hasID: Bool
    /// Different columns that are known here.
    let columns: Int
    /// Rows below with as many cells.
    let rowsAlike: Int

    init(of row: CSVHeader, among rows: [CSVHeader]) {
      let known = Set(row.meanings.compactMap { $0?.column })
      hasID = known.contains(.id)
      columns = known.count
      rowsAlike = rows.dropFirst(row.row).count { $0.cells.count == row.cells.count }
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.hasID ? 1 : 0, left.columns, left.rowsAlike)
        < (right.hasID ? 1 : 0, right.columns, right.rowsAlike)
    }
  }

  private static func refusal(
    ofFirstRow row: CSVHeader?, in text: UnsafeRawBufferPointer
  ) -> Refusal {
    guard let row else {
      return Refusal(
        .noHeader, at: Refusal.Place(row: 1), found: Excerpt.text(text, from: 0),
        expected: "a header in one of the first \(searchedRows) rows")
    }
    if row.cells.contains(where: { $0.utf8.contains { $0.decimalDigit != nil } }) {
      return Refusal(
        .noHeader, at: Refusal.Place(row: row.row), found: row.listed,
        expected: "a header that names the columns, such as: Governor ID, Name, Power")
    }
    return noIDColumn(row)
  }

  private static func noIDColumn(_ header: CSVHeader) -> Refusal {
    Refusal(
      .noIDColumn, at: Refusal.Place(row: header.row), found: header.listed,
      expected: ColumnAliases.expectedID)
  }

  /// The headers in one line, as they are quoted in a report.
  private var listed: String {
    Array(cells.joined(separator: ", ").utf8).withUnsafeBytes { Excerpt.of($0) }
  }
}
