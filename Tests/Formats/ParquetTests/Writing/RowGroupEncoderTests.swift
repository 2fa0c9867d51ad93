import Parquet
import Testing

/// What callers may get wrong, and what they are told.
@Suite struct RowGroupEncoderTests {
  private let schema: ParquetSchema

  init() throws {
    schema = try ParquetSchema([
      ColumnSchema("id", .int64, isRequired: true), ColumnSchema("alliance", .string),
    ])
  }

  @Test func columnsComeInTheOrderOfTheSchema() throws {
    let encoder = RowGroupEncoder(schema: schema)
    try encoder.begin(rowCount: 1)
    let error = #expect(throws: ParquetError.self) {
      try encoder.append(repeating: .string("EX"))
    }
    #expect(error?.place.column == "id")
    #expect(error?.expected == "INT64")
    #expect(error?.found == "BYTE_ARRAY")
  }

  @Test func everyColumnHasOneValueARow() throws {
    let encoder = RowGroupEncoder(schema: schema)
    try encoder.begin(rowCount: 3)
    let ids: [Int64] = [1, 2]
    #expect(throws: ParquetError.self) { try encoder.append(int64: ids.span) }
  }

  @Test func aRequiredColumnHasNoNulls() throws {
    let encoder = RowGroupEncoder(schema: schema)
    try encoder.begin(rowCount: 2)
    let ids: [Int64] = [1, 2]
    let presence: [UInt8] = [1, 0]
    #expect(throws: ParquetError.self) {
      try encoder.append(int64: ids.span, presence: presence.span)
    }
    #expect(throws: ParquetError.self) { try encoder.append(repeating: nil) }
  }

  @Test(arguments: [[0, 5, 2], [0, 1], [0, 1, 9], [], [5, 1, 0]] as [[UInt32]])
  func offsetsAscendWithinTheBytes(offsets: [UInt32]) throws {
    let encoder = RowGroupEncoder(schema: schema)
    try encoder.begin(rowCount: 2)
    try encoder.append(repeating: .int64(7))
    let bytes = Array("abcde".utf8)
    #expect(throws: ParquetError.self) {
      try encoder.append(strings: bytes.span, offsets: offsets.span)
    }
  }

  @Test func missingAndSurplusColumnsAreNoticed() throws {
    let encoder = RowGroupEncoder(schema: schema)
    #expect(throws: ParquetError.self) { try encoder.append(repeating: .int64(1)) }
    #expect(throws: ParquetError.self) { try encoder.begin(rowCount: 0) }
    try encoder.begin(rowCount: 1)
    try encoder.append(repeating: .int64(1))
    #expect(throws: ParquetError.self) { try encoder.finish() }
    try encoder.append(repeating: nil)
    #expect(throws: ParquetError.self) { try encoder.append(repeating: .int64(1)) }
    #expect(try encoder.finish().rowCount == 1)
  }

  @Test func aRowGroupBelongsToItsSchema() throws {
    let encoder = RowGroupEncoder(schema: try ParquetSchema([ColumnSchema("other", .int64)]))
    try encoder.begin(rowCount: 1)
    try encoder.append(repeating: nil)
    let rowGroup = try encoder.finish()
    var writer = ParquetWriter(schema: schema)
    #expect(throws: ParquetError.self) { try writer.append(rowGroup) }
  }

  @Test func schemasThatNoReaderWouldTakeAreRefused() {
    #expect(throws: ParquetError.self) { try ParquetSchema([]) }
    #expect(throws: ParquetError.self) { try ParquetSchema([ColumnSchema("", .int64)]) }
    #expect(throws: ParquetError.self) { try ParquetSchema([ColumnSchema("x", .double)]) }
    #expect(throws: ParquetError.self) {
      try ParquetSchema([ColumnSchema("Power", .int64), ColumnSchema("power", .int64)])
    }
  }

  /// A constant of many rows takes no more room than one of a single row.
  @Test func constantsCostNothingPerRow() throws {
    let encoder = RowGroupEncoder(schema: schema)
    func byteCount(rowCount: Int) throws -> Int {
      try encoder.begin(rowCount: rowCount)
      try encoder.append(repeating: .int64(51))
      try encoder.append(repeating: .string("EX"))
      return try encoder.finish().byteCount
    }
    #expect(try byteCount(rowCount: 1_000_000) <= byteCount(rowCount: 1) + 16)
  }
}
