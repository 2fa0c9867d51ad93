import Testing

@testable import UploadReading

/// Rows of cells, column by column.
@Suite struct CellGridTests {
  /// A cell that tells of itself where it was put.
  private func cell(_ row: Int, _ column: Int) -> Cell {
    Cell(.plain, from: row * 10 + column, to: row * 10 + column + 1)
  }

  private func fill(_ grid: inout CellGrid, rows: Int) {
    for row in 0..<rows {
      grid.beginRow(at: row * 10)
      for column in 0..<grid.columnCount { grid.set(cell(row, column), column: column) }
      grid.endRow(at: row * 10 + 9)
    }
  }

  private func starts(_ grid: borrowing CellGrid, _ column: Int) -> [Int] {
    grid.column(column).map(\.start)
  }

  @Test func aColumnHasACellForEachRow() {
    var grid = CellGrid(columnCount: 2)
    fill(&grid, rows: 3)
    #expect(starts(grid, 0) == [0, 10, 20])
    #expect(starts(grid, 1) == [1, 11, 21])
    #expect(grid.extent(ofRow: 2) == 20..<29)
  }

  @Test func aFullGridHoldsAsManyRowsAsItSays() {
    var grid = CellGrid(columnCount: 3)
    fill(&grid, rows: CellGrid.rowCapacity)
    #expect(grid.rowCount == CellGrid.rowCapacity)
    #expect(starts(grid, 2).last == (CellGrid.rowCapacity - 1) * 10 + 2)
  }

  @Test func aColumnThatComesLaterIsMissingInRowsBefore() {
    var grid = CellGrid(columnCount: 1)
    fill(&grid, rows: 2)
    grid.addColumn()
    grid.beginRow(at: 20)
    grid.clearRow()
    grid.set(cell(2, 1), column: 1)
    grid.endRow(at: 29)
    #expect(grid.columnCount == 2)
    #expect(grid.column(0).map(\.form) == [.plain, .plain, .missing])
    #expect(grid.column(1).map(\.form) == [.missing, .missing, .plain])
  }

  @Test func rowsThatAreKeptMoveUp() {
    var grid = CellGrid(columnCount: 2)
    fill(&grid, rows: 4)
    grid.keepRows([false, true, false, true])
    #expect(starts(grid, 0) == [10, 30])
    #expect(starts(grid, 1) == [11, 31])
    grid.keepRows([false, false])
    #expect(grid.rowCount == 0)
  }

  @Test func marksAreGoneWithTheRows() {
    var grid = CellGrid(columnCount: 1)
    grid.beginRow(at: 0)
    grid.markRow(.tooManyCells, cell(0, 7))
    grid.endRow(at: 9)
    #expect(grid.irregularities.map(\.code) == [.tooManyCells])
    #expect(grid.irregularities.map(\.row) == [0])
    #expect(grid.irregularities.map(\.cell.start) == [7])
    grid.removeAllRows()
    #expect(grid.irregularities.isEmpty && grid.rowCount == 0)
  }

  @Test func aGridWithoutColumnsCountsRows() {
    var grid = CellGrid(columnCount: 0)
    fill(&grid, rows: 5)
    #expect(grid.rowCount == 5)
    #expect(grid.extent(ofRow: 0).lowerBound == 0)
  }
}
