import Parquet
import Testing

@testable import Commands

/// How numbers, dates and bounds of columns are written for people.
@Suite struct WrittenValuesTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int64.min, "-9,223,372,036,854,775,808"), (Int64.max, "9,223,372,036,854,775,807"),
  ])
  func numbersAreGroupedByThousands(number: Int64, text: String) {
    #expect(GroupedNumber.text(number) == text)
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (20_479, "2026-01-26"), (-719_162, "0001-01-01"),
      (2_932_896, "9999-12-31"), (-719_163, nil), (2_932_897, nil), (Int64.max, nil),
    ] as [(Int64, String?)])
  func daysAreDatesWithinFourDigitsOfAYear(days: Int64, text: String?) {
    #expect(TimeText.date(days) == text)
  }

  @Test(
    arguments: [
      (0, .millis, "00:00:00"), (86_399_999, .millis, "23:59:59.999"), (86_400_000, .millis, nil),
      (-1, .millis, nil), (1_500_000, .micros, "00:00:01.500"), (1, .micros, "00:00:00.000001"),
      (1, .nanos, "00:00:00.000000001"),
    ] as [(Int64, TimeUnit, String?)])
  func timesHaveAsManyDigitsAsTheyNeed(count: Int64, unit: TimeUnit, text: String?) {
    #expect(TimeText.time(count, unit) == text)
  }

  @Test(
    arguments: [
      (0, .millis, true, "1970-01-01T00:00:00Z"), (-1, .millis, false, "1969-12-31T23:59:59.999"),
      (Int64.min, .nanos, true, "1677-09-21T00:12:43.145224192Z"), (Int64.max, .millis, true, nil),
    ] as [(Int64, TimeUnit, Bool, String?)])
  func timestampsMayLieBeforeTheEpoch(count: Int64, unit: TimeUnit, isUTC: Bool, text: String?) {
    #expect(TimeText.timestamp(count, unit, isUTC: isUTC) == text)
  }

  @Test(arguments: [
    (12_340, 3, "12.340"), (-12_340, 3, "-12.340"), (5, 3, "0.005"), (-5, 1, "-0.5"), (0, 0, "0"),
    (7, 0, "7"), (7, -2, "7e2"), (7, 161, "7e-161"),
    (Int64.min, 0, "-9223372036854775808"),
  ])
  func decimalsHaveTheirPoint(number: Int64, scale: Int32, text: String) {
    #expect(DecimalText(number, scale: scale).description == text)
  }

  @Test(
    arguments: [
      ([0x01, 0x00], "256"), ([0xFF], "-1"), ([0x80], "-128"),
      ([0x01] + [UInt8](repeating: 0, count: 16), "340282366920938463463374607431768211456"),
    ] as [([UInt8], String)])
  func decimalsMayBeLongerThanAnyInteger(bytes: [UInt8], text: String) {
    #expect(DecimalText.isReadable(bytes))
    #expect(DecimalText(bytes, scale: 0).description == text)
  }

  @Test func decimalsAreOrderedAsNumbers() {
    let numbers: [[UInt8]] = [[0x80, 0], [0xFF], [0], [1], [0x7F, 0xFF]]
    let ordered = numbers.map { DecimalText($0, scale: 2).ordered }
    for (left, right) in zip(ordered, ordered.dropFirst()) {
      #expect(left.lexicographicallyPrecedes(right))
    }
  }

  @Test(
    arguments: [
      (.int64(-5), nil, "-5"), (.boolean(true), nil, "true"), (.double(0.5), nil, "0.5"),
      (.int32(-1), .integer(bitWidth: 32, isSigned: false), "4294967295"),
      (.int32(20_479), .date, "2026-01-26"),
      (.int64(1_234), .decimal(scale: 2, precision: 9), "12.34"),
      (.bytes(Array("Anna".utf8)), .string, "Anna"), (.bytes([0xFF, 0x01]), nil, "0xff01"),
      (.bytes([0x00, 0x3C]), .float16, "1.0"), (.bytes([0x00, 0xFC]), .float16, "-inf"),
      (.bytes(Array(0..<16)), .uuid, "00010203-0405-0607-0809-0a0b0c0d0e0f"),
      (.bytes([1]), .interval, nil),
    ] as [(ColumnValue, LogicalType?, String?)])
  func boundsAreWrittenAsTheirTypeMeans(value: ColumnValue, type: LogicalType?, text: String?) {
    #expect(ColumnBound(value, type)?.text == text)
  }

  @Test(
    arguments: [
      (.int32(-1), .int32(1), nil),
      (.int32(1), .int32(-1), .integer(bitWidth: 32, isSigned: false)),
      (.double(-0.5), .double(2), nil), (.bytes([1]), .bytes([1, 0]), nil),
      (.bytes([0xFF]), .bytes([1]), .decimal(scale: 0, precision: 2)),
    ] as [(ColumnValue, ColumnValue, LogicalType?)])
  func boundsAreOrderedAsTheirTypeOrders(
    lower: ColumnValue, upper: ColumnValue, type: LogicalType?
  ) throws {
    let bounds = (
      try #require(ColumnBound(lower, type)), try #require(ColumnBound(upper, type))
    )
    #expect(bounds.0 < bounds.1)
    #expect(!(bounds.1 < bounds.0))
  }
}
