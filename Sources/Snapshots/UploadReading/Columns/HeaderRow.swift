import Datasets

/// A row of a table that may be its header.
struct HeaderRow {
  /// As a spreadsheet counts rows, from 1.
  let number: Int
  /// The headers as they stand in the file.
  let cells: [String]

  /// The header is looked for in this many rows.
  static let searchedCount = 32

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

  /// The cells that mean something, from left to right.
  var candidates: [CandidateColumn] {
    var candidates: [CandidateColumn] = []
    for (header, meaning) in zip(cells, meanings) {
      guard let meaning else { continue }
      candidates.append(
        CandidateColumn(header: header, meaning: meaning, index: candidates.count))
    }
    return candidates
  }

  /// The headers that mean nothing here.
  var unknownHeaders: [String] {
    zip(cells, meanings).compactMap { cell, meaning in
      meaning == nil && !HeaderName(cell).isBlank ? cell : nil
    }
  }

  var isBlank: Bool { cells.allSatisfy { HeaderName($0).isBlank } }
}

extension HeaderRow {
  /// How much a row looks like the header.
  struct Score: Comparable {
    let hasID: Bool
    /// Different columns that are known here.
    let columns: Int
    /// Rows below with as many cells.
    let rowsAlike: Int

    init(of row: HeaderRow, above rows: some Sequence<HeaderRow>) {
      let known = Set(row.meanings.compactMap { $0?.column })
      hasID = known.contains(.id)
      columns = known.count
      rowsAlike = rows.count { $0.cells.count == row.cells.count }
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.hasID ? 1 : 0, left.columns, left.rowsAlike)
        < (right.hasID ? 1 : 0, right.columns, right.rowsAlike)
    }
  }
}

extension Rejection {
  /// A table of which no row is a header.
  /// - Parameter row: the first that is not blank.
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
      .limitExceeded, at: Place(row: header.number), found: "\(header.cells.count) columns",
      expected: "at most \(limit) columns")
  }
}
