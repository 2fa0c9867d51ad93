import Testing

@testable import SnapshotIngestion
@testable import UploadReading

/// Numbers that are derived row by row.
@Suite struct DerivedColumnTests {
  private func column(_ numbers: [Int64?]) -> NumberColumn {
    var column = NumberColumn()
    column.reset(rowCount: numbers.count)
    for (row, number) in numbers.enumerated() {
      if let number { column.set(number, row: row) }
    }
    return column
  }

  private func numbers(_ column: DerivedColumn) -> [Int64?] {
    zip(column.values, column.presence).map { $1 == 1 ? $0 : nil }
  }

  @Test func aSumHasTheValuesThatThereAre() {
    var kills = DerivedColumn()
    kills.fill(
      rowCount: 4,
      withSumsOf: [column([1, nil, 0, nil]), column([2, 5, 0, nil]), column([4, nil, nil, nil])])
    #expect(numbers(kills) == [7, 5, 0, nil])
  }

  @Test func aSumThatIsTooLargeIsMissing() {
    let largest: Int64 = 9_007_199_254_740_992
    var kills = DerivedColumn()
    kills.fill(
      rowCount: 3, withSumsOf: [column([largest, largest, largest - 1]), column([nil, 1, 1])])
    #expect(numbers(kills) == [largest, nil, largest])
    // A missing number is a zero beneath, which the next sum relies on.
    #expect(kills.values == [largest, 0, largest])
  }

  @Test func aNumberIsTakenAsItIsGiven() {
    let given: [Int64?] = [0, nil, 9_007_199_254_740_992, 9_007_199_254_740_993]
    var dkp = DerivedColumn()
    dkp.fill(rowCount: given.count) { given[$0] }
    #expect(numbers(dkp) == [0, nil, 9_007_199_254_740_992, nil])
    #expect(dkp.values == [0, 0, 9_007_199_254_740_992, 0])
  }

  @Test func theNextBatchReplacesTheOneBefore() {
    var derived = DerivedColumn()
    derived.fill(rowCount: 3) { Int64($0) }
    derived.fill(rowCount: 1, withSumsOf: [column([5]), column([6])])
    #expect(numbers(derived) == [11])
    derived.fill(rowCount: 2) { _ in nil }
    #expect(numbers(derived) == [nil, nil])
    derived.fill(rowCount: 0, withSumsOf: [column([])])
    #expect(numbers(derived).isEmpty)
  }
}
