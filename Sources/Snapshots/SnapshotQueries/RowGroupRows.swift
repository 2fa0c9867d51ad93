import Parquet

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
