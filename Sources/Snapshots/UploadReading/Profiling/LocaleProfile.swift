/// Looks for proof of what `.` and `,` mean in columns that are not read otherwise.
///
/// A way through the file of its own, taken only where the columns that are read leave it open.
enum LocaleProfile {
  /// What is learnt of one column.
  private struct Column {
    var signs: WrittenNumber.Signs = []
    var numbers = 0
    var texts = 0
  }

  /// The signs in all columns of the source that hold more numbers than other texts.
  /// - Parameter columnCount: the columns that the source fills.
  static func signs(
    in source: inout some RowSource, columnCount: Int, _ text: UnsafeRawBufferPointer
  ) throws(Rejection) -> WrittenNumber.Signs {
    var columns = [Column](repeating: Column(), count: columnCount)
    var grid = CellGrid(columnCount: columnCount)
    var cellText = CellText(in: text)
    repeat {
      try source.fill(&grid, rows: CellGrid.rowCapacity)
      for column in columns.indices {
        for cell in grid.column(column) where cell.length > 0 && cell.form != .number {
          let written = cellText.withBytes(of: cell) { WrittenNumber($0.trimmingBlanks()) }
          columns[column].signs.formUnion(written?.signs ?? [])
          if written == nil { columns[column].texts += 1 } else { columns[column].numbers += 1 }
        }
      }
    } while grid.rowCount > 0
    return columns.filter { $0.numbers > $0.texts }
      .reduce(into: []) { $0.formUnion($1.signs) }
  }
}
