import Datasets

/// A column as the header of a table, or a key of its objects, names it.
struct HeaderColumn: Sendable {
  /// As written in the file.
  let header: String
  /// What it means, where it means something here.
  let meaning: ColumnAliases.Meaning?
  /// Whether the header is more than blanks.
  let isNamed: Bool

  init(_ header: String) {
    let name = HeaderName(header)
    self.header = header
    meaning = ColumnAliases.meaning(of: name)
    isNamed = !name.isBlank
  }

  /// A column of objects, whose key always names it.
  init(key: String) {
    header = key
    meaning = ColumnAliases.meaning(of: HeaderName(key))
    isNamed = true
  }
}

extension [HeaderColumn] {
  /// A number from 0 on for each column that is chosen, -1 for the others.
  func indices(where isChosen: (HeaderColumn) -> Bool) -> [Int] {
    var next = 0
    return map { column in
      guard isChosen(column) else { return -1 }
      defer { next += 1 }
      return next
    }
  }

  /// The columns that mean something, from left to right.
  var candidates: [CandidateColumn] {
    var candidates: [CandidateColumn] = []
    for column in self {
      guard let meaning = column.meaning else { continue }
      candidates.append(
        CandidateColumn(header: column.header, meaning: meaning, index: candidates.count))
    }
    return candidates
  }
}

/// A column whose header means something here.
struct CandidateColumn {
  /// As written in the file.
  let header: String
  let meaning: ColumnAliases.Meaning
  /// Its index in the grid.
  let index: Int

  /// Sorts headers of one column by rank among its aliases, then from left to right.
  static func < (left: CandidateColumn, right: CandidateColumn) -> Bool {
    (left.meaning.rank, left.index) < (right.meaning.rank, right.index)
  }
}

/// A row of a table that may be its header.
struct HeaderRow: Sendable {
  /// As in a spreadsheet, from 1.
  let number: Int
  let columns: [HeaderColumn]

  /// - Parameter cells: the headers as they stand in the file.
  init(number: Int, cells: [String]) {
    self.number = number
    columns = cells.map { HeaderColumn($0) }
  }

  /// The header is searched in this many rows.
  static let searchedCount = 32

  /// The headers as written in the file.
  var cells: [String] { columns.map(\.header) }

  var isBlank: Bool { columns.allSatisfy { !$0.isNamed } }
}

extension HeaderRow {
  /// How likely a row is the header.
  struct Score: Comparable {
    let hasID: Bool
    /// The number of different known columns.
    let columns: Int
    /// The number of following rows with as many cells.
    let rowsAlike: Int

    init(of row: HeaderRow, above rows: some Sequence<HeaderRow>) {
      let known = Set(row.columns.compactMap { $0.meaning?.column })
      hasID = known.contains(.id)
      columns = known.count
      rowsAlike = rows.count { $0.columns.count == row.columns.count }
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.hasID ? 1 : 0, left.columns, left.rowsAlike)
        < (right.hasID ? 1 : 0, right.columns, right.rowsAlike)
    }
  }
}

extension Rejection {
  /// A table without a header.
  /// - Parameter row: the first row that is not blank.
  static func noHeader(firstRow row: HeaderRow) -> Rejection {
    if row.cells.contains(where: { $0.utf8.contains { $0.decimalDigit != nil } }) {
      return Rejection(
        .noHeader, at: Place(row: row.number),
        found: Excerpt.of(row.cells.joined(separator: ", ")),
        expected: "a header that names the columns, such as: Governor ID, Name, Power")
    }
    return .noIDColumn(among: row.cells, at: Place(row: row.number))
  }

  static func tooManyColumns(_ header: HeaderRow, limit: Int) -> Rejection {
    Rejection(
      .limitExceeded, at: Place(row: header.number), found: "\(header.columns.count) columns",
      expected: "at most \(limit) columns")
  }
}
