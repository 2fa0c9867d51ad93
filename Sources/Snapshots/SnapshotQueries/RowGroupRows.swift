import Parquet

/// Some rows of one row group of a file.
struct RowGroupRows: Equatable {
  let rowGroup: Int
  /// The row of the file with which the row group begins.
  let firstRow: Int
  /// Within the row group, in ascending order.
  let rows: [Int]

  /// Parts rows of a file by the row groups they lie in.
  /// - Parameter rows: of the file, in any order, each at most once.
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
