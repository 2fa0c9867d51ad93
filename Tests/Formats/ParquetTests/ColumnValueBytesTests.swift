import Testing

@testable import Parquet

/// Bounds as they are stored.
@Suite struct ColumnValueBytesTests {
  @Test(
    arguments: [
      (.boolean(true), [1], .boolean), (.boolean(false), [0], .boolean),
      (.int32(-2), [0xFE, 0xFF, 0xFF, 0xFF], .int32), (.int32(258), [2, 1, 0, 0], .int32),
      (.int64(.min), [0, 0, 0, 0, 0, 0, 0, 0x80], .int64),
      (.int64(1), [1, 0, 0, 0, 0, 0, 0, 0], .int64),
      // IEEE 754: 1 is 0x3F800000, -2 is 0xC000000000000000.
      (.float(1), [0, 0, 0x80, 0x3F], .float), (.double(-2), [0, 0, 0, 0, 0, 0, 0, 0xC0], .double),
      (.string("ü"), [0xC3, 0xBC], .byteArray), (.bytes([]), [], .byteArray),
    ] as [(ColumnValue, [UInt8], PhysicalType)])
  func theLeastSignificantByteComesFirst(
    _ value: ColumnValue, bytes: [UInt8], type: PhysicalType
  ) {
    #expect(value.plainBytes == bytes && value.physicalType == type)
    #expect(ColumnValue(plainBytes: bytes, of: type) == value)
  }

  @Test(
    arguments: [
      (.boolean, 0), (.boolean, 2), (.int32, 3), (.int32, 8), (.int64, 4), (.int64, 9),
      (.float, 8), (.double, 4), (.int96, 12), (.init(rawValue: 99), 4),
    ] as [(PhysicalType, Int)])
  func anotherSizeIsNoValue(_ type: PhysicalType, byteCount: Int) {
    #expect(ColumnValue(plainBytes: [UInt8](repeating: 0, count: byteCount), of: type) == nil)
  }

  @Test func boundsGrowByThoseOfOtherPages() {
    var bounds = Bounds(minimum: .int64(5), maximum: .int64(7))
    bounds.formUnion(Bounds(minimum: .int64(6), maximum: .int64(9)))
    #expect(bounds == Bounds(minimum: .int64(5), maximum: .int64(9)))
    bounds.formUnion(Bounds(minimum: .int64(-1), maximum: .int64(0)))
    #expect(bounds == Bounds(minimum: .int64(-1), maximum: .int64(9)))
  }

  @Test func aCutBoundStaysOneThatWasCut() {
    var bounds = Bounds(repeating: .string("aaaaaaaa"), byteCount: 4)
    #expect(bounds.minimum == .string("aaaa") && bounds.maximum == .string("aaab"))
    #expect(!bounds.isMinimumExact && !bounds.isMaximumExact)
    bounds.formUnion(Bounds(repeating: .string("b"), byteCount: 4))
    #expect(bounds.minimum == .string("aaaa") && bounds.maximum == .string("b"))
    #expect(!bounds.isMinimumExact && bounds.isMaximumExact)
    #expect(
      Bounds(repeating: .int32(9), byteCount: 1)
        == Bounds(minimum: .int32(9), maximum: .int32(9)))
  }
}
