import Parquet
import Testing

@Suite struct ColumnValuesTests {
  private let powers = ColumnValues(.int64s([7, 0, 9]), presence: [1, 0, 1])

  @Test func nullsHaveNoValue() {
    #expect((0..<3).map { powers[$0] } == [.int64(7), nil, .int64(9)])
    #expect((0..<3).map { powers.integer($0) } == [7, nil, 9])
    #expect((0..<3).map { powers.isNull($0) } == [false, true, false])
  }

  @Test func onlyWholeNumbersAreIntegers() {
    #expect(ColumnValues(.int32s([-5])).integer(0) == -5)
    #expect(ColumnValues(.doubles([2])).integer(0) == nil)
    #expect(powers.string(0) == nil)
  }

  @Test func rowsArePickedInTheGivenOrder() {
    let picked = powers.rows([2, 2, 1, 0])
    #expect((0..<picked.count).map { picked.integer($0) } == [9, 9, nil, 7])
    #expect(ColumnValues(.booleans([true, false])).rows([1]).storage == .booleans([false]))
  }

  @Test func boundsAreOrderedAsTheirTypesSay() {
    #expect(ColumnValue.int64(-1) < .int64(1))
    #expect(ColumnValue.string("z") < .string("ü"))
    #expect(ColumnValue.bytes([0x7F]) < .bytes([0x80]))
    #expect(ColumnValue.boolean(false) < .boolean(true))
    #expect(ColumnValue.double(-0.5) < .double(0.25))
  }
}
