import Datasets

/// The profiling pass over an upload's rows: which of them count, and how its columns are written.
struct RowProfile {
  /// The number of the first row, as in `RowIssue.row`.
  let firstRow: Int
  let settings: ReadingSettings
  var columns: [ColumnProfile]
  /// The grid's column of the ids.
  private(set) var idColumn: Int?
  /// All rows, accepted or not.
  var rowCount = 0
  /// The id of each row, 0 for a rejected row.
  var ids: [Int64] = []
  /// The start of each batch of rows in the text.
  private(set) var batchStarts: [Int] = []
  var counts = RowCounts()
  var problems: RowIssueList

  /// - Parameters:
  ///   - columns: those that are known before any row.
  ///   - idColumn: `nil` to find it in the first rows.
  init(
    firstRow: Int, settings: ReadingSettings, columns: [ColumnProfile] = [], idColumn: Int? = nil
  ) {
    self.firstRow = firstRow
    self.settings = settings
    self.columns = columns
    self.idColumn = idColumn
    problems = RowIssueList(limit: settings.limits.listedProblems)
  }

  /// Reads all rows, or only whole grids of the first ones.
  mutating func run(
    over source: inout some RowSource, _ text: UnsafeRawBufferPointer,
    upTo count: Int = .max
  ) throws(Rejection) {
    var grid = CellGrid(columnCount: source.candidates.count)
    var cellText = CellText(in: text)
    while rowCount < count {
      let start = source.position
      let rowsBefore = rowCount
      let rowsLeft = settings.rowsPerBatch - rowsBefore % settings.rowsPerBatch
      do throws(Rejection) {
        try source.fill(&grid, rows: min(rowsLeft, CellGrid.rowCapacity))
      } catch {
        throw placed(error)
      }
      if grid.rowCount == 0 { return }
      if rowsBefore % settings.rowsPerBatch == 0 { batchStarts.append(start) }
      for candidate in source.candidates[columns.count...] {
        columns.append(ColumnProfile(candidate))
      }
      try profile(grid, source, &cellText)
    }
  }

  private mutating func profile(
    _ grid: borrowing CellGrid, _ source: some RowSource, _ text: inout CellText
  ) throws(Rejection) {
    let limit = settings.limits.rows
    if rowCount + grid.rowCount > limit {
      throw Rejection(
        .limitExceeded, at: Rejection.Place(row: firstRow + limit),
        found: "more than \(limit) rows",
        expected: "at most \(limit) rows")
    }
    for column in columns.indices { columns[column].examine(grid.column(column), &text) }
    idColumn = idColumn ?? fullestIDColumn(grid, &text)
    _ = addRows(of: grid, source, &text)
  }

  /// Records the ids of the grid's rows and lists issues of rows.
  /// - Returns: the rejected rows.
  mutating func addRows(
    of grid: borrowing CellGrid, _ source: some RowSource, _ text: inout CellText
  ) -> [Int] {
    let first = firstRow + rowCount
    let unusable = appendIDs(of: grid, &text)
    rowCount += grid.rowCount
    counts.accepted += grid.rowCount - unusable.count
    if !unusable.isEmpty || !grid.irregularities.isEmpty {
      note(unusable, of: grid, at: first, source, &text)
    }
    return unusable
  }

  /// Records the ids of the grid's rows and returns the rows without a usable id.
  private mutating func appendIDs(of grid: borrowing CellGrid, _ text: inout CellText) -> [Int] {
    guard let idColumn else {
      ids.append(contentsOf: repeatElement(0, count: grid.rowCount))
      return Array(0..<grid.rowCount)
    }
    var unusable: [Int] = []
    let cells = grid.column(idColumn)
    ids.append(addingCapacity: cells.count) { ids in
      for (row, cell) in cells.enumerated() {
        let id = PlayerID.read(cell, &text)
        ids.append(id ?? 0)
        if id == nil { unusable.append(row) }
      }
    }
    columns[idColumn].note(usableIDs: cells.count - unusable.count)
    return unusable
  }

  /// Lists issues of the grid's rows, from the top.
  private mutating func note(
    _ unusable: [Int], of grid: borrowing CellGrid, at firstRow: Int,
    _ source: some RowSource, _ text: inout CellText
  ) {
    var irregular = grid.irregularities[...]
    for row in unusable {
      while let next = irregular.first, next.row < row {
        list(next, at: firstRow, &text)
        irregular.removeFirst()
      }
      let own = irregular.first?.row == row ? irregular.removeFirst() : nil
      if source.isBlank(grid.extent(ofRow: row)) {
        counts.blank += 1
        continue
      }
      counts.refused += 1
      if let own, own.code == .notAnObject {
        list(own, at: firstRow, &text)
        continue
      }
      let header = idColumn.map { columns[$0].candidate.header }
      let cell = idColumn.map { grid.column($0)[row] } ?? .missing
      problems.add(
        RowIssue(
          .unusableID, row: firstRow + row, column: header, found: text.excerpt(of: cell)))
    }
    for next in irregular { list(next, at: firstRow, &text) }
  }

  private mutating func list(
    _ irregularity: CellGrid.Irregularity, at firstRow: Int, _ text: inout CellText
  ) {
    problems.add(
      RowIssue(
        irregularity.code, row: firstRow + irregularity.row, column: nil,
        found: text.excerpt(of: irregularity.cell)))
  }

  /// The id column: the most specific header of those with at least half as many usable ids as the
  /// fullest one in the first rows.
  private func fullestIDColumn(_ grid: borrowing CellGrid, _ text: inout CellText) -> Int? {
    var usable: [(column: Int, count: Int)] = []
    for column in columns.indices where columns[column].column == .id {
      var count = 0
      for cell in grid.column(column) where PlayerID.read(cell, &text) != nil { count += 1 }
      usable.append((column, count))
    }
    let maximum = usable.map(\.count).max() ?? 0
    return usable.filter { $0.count * 2 >= maximum }
      .min { columns[$0.column].candidate < columns[$1.column].candidate }?.column
  }

  /// The rejection with its row counted from the top of the file.
  private func placed(_ rejection: Rejection) -> Rejection {
    var rejection = rejection
    rejection.place.row? += firstRow + rowCount
    return rejection
  }
}
