import Testing

@testable import Parquet

/// Which pages hold some rows.
@Suite struct PageSelectionTests {
  /// Pages of ten rows and a hundred bytes each; a gap stands before the fourth.
  private let pages = [(0, 4), (1, 104), (2, 204), (3, 400), (4, 500)].map { number, offset in
    PageSummary(
      rows: (number * 10)..<(number * 10 + 10), byteRange: offset..<(offset + 100), minimum: nil,
      maximum: nil, nullCount: nil, isNull: false)
  }

  @Test(
    arguments: [
      ([], [], []),
      ([0], [4..<104], [0]),
      ([9, 10], [4..<204], [9, 10]),
      // Pages between are not read.
      ([0, 25], [4..<104, 204..<304], [0, 15]),
      ([12, 12, 19], [104..<204], [2, 2, 9]),
      // Neighbours by number, apart in the file.
      ([29, 30, 49], [204..<304, 400..<600], [9, 10, 29]),
      ([49], [500..<600], [9]),
    ] as [([Int], [Range<Int>], [Int])])
  func rowsAreFoundInTheirPages(_ rows: [Int], reads: [Range<Int>], positions: [Int]) {
    let selection = PageSelection(rows, in: pages)
    #expect(selection.runs.map(\.byteRange) == reads)
    #expect(selection.positions == positions && selection.isEmpty == rows.isEmpty)
  }

  @Test func aRunHasTheRowsOfItsPages() {
    let selection = PageSelection([0, 10, 20, 40], in: pages)
    #expect(selection.runs.map(\.rowCount) == [30, 10])
    #expect(selection.positions == [0, 10, 20, 30])
  }
}
