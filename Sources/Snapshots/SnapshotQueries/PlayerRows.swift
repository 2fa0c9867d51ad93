import Datasets
import Leaderboards
import Parquet

/// Some columns of some rows of a file, read together.
struct PlayerRows {
  private struct Cell {
    /// The index of the row group.
    let part: Int
    let position: Int
  }

  private var cells: [Int: Cell] = [:]
  /// By column, then by row group.
  private var values: [PlayerColumn: [ColumnValues]] = [:]

  /// - Parameter rows: rows of the file, in any order, without repetitions.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  init(_ rows: [Int], _ columns: [PlayerColumn], in file: OpenSnapshot) async throws {
    let parts = RowGroupRows.parts(rows, of: file.parquet.metadata)
    for (number, part) in parts.enumerated() {
      for (position, row) in part.rows.enumerated() {
        cells[part.firstRow + row] = Cell(part: number, position: position)
      }
    }
    let requests = try columns.flatMap { column in
      let index = try file.index(of: column)
      return parts.map { ValueRequest(column: index, rowGroup: $0.rowGroup, rows: $0.rows) }
    }
    let answers = try await file.read { try await file.parquet.values(requests) }
    for (number, column) in columns.enumerated() {
      values[column] = Array(answers[(number * parts.count)...].prefix(parts.count))
    }
  }

  /// The player of a row, whose name and alliance were read.
  func player(_ id: Int64, row: Int) -> Player {
    Player(id: id, name: text(.name, row: row) ?? "", alliance: text(.alliance, row: row))
  }

  func integer(_ column: PlayerColumn, row: Int) -> Int64? {
    guard let cell = cells[row], let values = values[column] else { return nil }
    return values[cell.part].integer(cell.position)
  }

  func text(_ column: PlayerColumn, row: Int) -> String? {
    guard let cell = cells[row], let values = values[column] else { return nil }
    return values[cell.part].string(cell.position)
  }
}

/// Some rows of one row group of a file.
struct RowGroupRows: Equatable {
  let rowGroup: Int
  /// The index of the row group's first row in the file.
  let firstRow: Int
  /// Relative to the row group, in ascending order.
  let rows: [Int]

  /// Groups rows of a file by row group.
  /// - Parameter rows: rows of the file, in any order, without repetitions.
  static func parts(_ rows: [Int], of metadata: ParquetMetadata) -> [RowGroupRows] {
    var parts: [RowGroupRows] = []
    var rest = rows.sorted()[...]
    var firstRow = 0
    for (rowGroup, group) in metadata.rowGroups.enumerated() {
      let within = rest.prefix { $0 < firstRow + group.rowCount }
      if !within.isEmpty {
        parts.append(
          RowGroupRows(
            rowGroup: rowGroup, firstRow: firstRow, rows: within.map { $0 - firstRow }))
      }
      rest = rest.dropFirst(within.count)
      firstRow += group.rowCount
    }
    return parts
  }
}
