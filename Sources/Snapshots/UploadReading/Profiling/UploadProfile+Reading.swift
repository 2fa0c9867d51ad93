internal import Bytes
import Datasets

extension UploadProfile {
  /// Reads the accepted rows of a batch; what `batch` held before is gone.
  ///
  /// Batches may be read in any order, and at once, each into a `SnapshotBatch` of its own.
  /// - Parameter index: 0..<`batchCount`.
  /// - Throws: nothing that the survey has not refused before.
  package func read(batch index: Int, into batch: inout SnapshotBatch) throws(Rejection) {
    precondition(0..<batchCount ~= index, "no such batch")
    try text.withUnsafeBytes { text throws(Rejection) in
      switch table {
      case .csv(let delimiter, let columns):
        var source = CSVRowSource(
          text, delimiter: delimiter, from: batchStarts[index],
          gridColumns: columns.map(gridColumn), limits: settings.limits)
        try read(rows(ofBatch: index), from: &source, text, into: &batch)
      case .json(let isInArray, let columns):
        var source = JSONRowSource(
          text, from: batchStarts[index], isInArray: isInArray,
          keys: JSONKeys(columns: columns.mapValues(gridColumn)), limits: settings.limits)
        try read(rows(ofBatch: index), from: &source, text, into: &batch)
      case .workbook(let columns):
        var source = TapeRowSource(
          text, from: batchStarts[index], gridColumns: columns.map(gridColumn))
        try read(rows(ofBatch: index), from: &source, text, into: &batch)
      }
    }
  }

  /// The place of one of the survey's columns among those that are read.
  private func gridColumn(of column: Int) -> Int {
    columns.firstIndex { $0.index == column } ?? -1
  }

  private func read(
    _ rows: Range<Int>, from source: inout some RowSource, _ text: UnsafeRawBufferPointer,
    into batch: inout SnapshotBatch
  ) throws(Rejection) {
    let accepted = ids[rows].count { $0 != 0 }
    batch.begin(
      columns: Set(columns.map(\.matched.column)), rowCount: accepted,
      listing: settings.limits.listedProblems)
    var grid = CellGrid(columnCount: columns.count)
    var cells = CellReader(in: text)
    var row = rows.lowerBound
    while row < rows.upperBound {
      try source.fill(&grid, rows: min(rows.upperBound - row, CellGrid.rowCapacity))
      if grid.rowCount == 0 { return }
      let read = row..<(row + grid.rowCount)
      let firstOut = batch.ids.count
      if ids[read].contains(0) { grid.keepRows(read.indices.map { ids[$0] != 0 }) }
      batch.append(rowsWithIDs: ids[read], firstNumber: firstRow + row)
      for (column, chosen) in columns.enumerated() where chosen.matched.column != .id {
        cells.read(grid.column(column), as: chosen.matched, from: firstOut, into: &batch)
      }
      row = read.upperBound
    }
  }
}
