import Testing

@testable import Parquet

@Suite struct ThriftCompactTests {
  @Test func aPageHeaderByHand() {
    var writer = ThriftCompactWriter()
    writer.structure(
      PageHeader(
        type: .dataPage, uncompressedByteCount: 40, compressedByteCount: 30, checksum: nil,
        dataPage: DataPageHeader(valueCount: 5, encoding: .deltaBinaryPacked)))
    #expect(
      writer.bytes == [
        0x15, 0,  // 1: type, zigzag 0
        0x15, 80,  // 2: uncompressed size
        0x15, 60,  // 3: compressed size
        0x2C,  // 5: data page header, a struct
        0x15, 10,  // 1: number of values
        0x15, 10,  // 2: encoding 5
        0x15, 6,  // 3: definition levels in RLE
        0x15, 6,  // 4: repetition levels in RLE
        0, 0,
      ])
  }

  @Test func whatIsWrittenIsRead() throws {
    let element = SchemaElement(
      name: "ingested_at", type: .int64, repetition: .required, childCount: nil,
      convertedType: .timestampMicros,
      logicalType: .timestamp(isAdjustedToUTC: true, .micros))
    let read = try reread(element)
    #expect(read.name == element.name)
    #expect(read.type == element.type)
    #expect(read.repetition == element.repetition)
    #expect(read.convertedType == element.convertedType)
    #expect(read.logicalType == element.logicalType)
  }

  @Test(arguments: [0, 1, 14, 15, 16, 300])
  func listsOfAnyLength(count: Int) throws {
    let index = ColumnIndex(
      nullPages: (0..<count).map { $0 % 3 == 0 },
      minimums: (0..<count).map { [UInt8]("\($0)".utf8) },
      maximums: (0..<count).map { [UInt8](repeating: 7, count: $0) },
      boundaryOrder: .descending, nullCounts: (0..<count).map { Int64($0) << 40 })
    let read = try reread(index)
    #expect(read.nullPages == index.nullPages)
    #expect(read.minimums == index.minimums)
    #expect(read.maximums == index.maximums)
    #expect(read.boundaryOrder == index.boundaryOrder)
    #expect(read.nullCounts == index.nullCounts)
  }

  @Test func fieldsNobodyKnowsAreSkipped() throws {
    let bytes: [UInt8] = [
      0x16, 2,  // 1: an offset of 1, an i64
      0x15, 4,  // 2: 2 bytes, an i32
      0x01, 60,  // 30, in the long form: a flag
      0x17, 0, 0, 0, 0, 0, 0, 0, 0,  // 31: a double
      0x18, 2, 1, 2,  // 32: two bytes
      0x19, 0x25, 2, 4,  // 33: a list of two i32
      0x1B, 1, 0x58, 2, 1, 9,  // 34: a map from an i32 to one byte
      0x1C, 0x11, 0,  // 35: a struct with a flag
      0x06, 6, 6,  // 3, in the long form: the first row is 3
      0,
    ]
    let location = try read(PageLocation.self, from: bytes)
    #expect(location == PageLocation(offset: 1, byteCount: 2, firstRow: 3))
  }

  @Test(
    arguments: [
      ([], "no end"),
      ([0x16], "no value"),
      ([0x18, 2, 1, 2, 0], "a binary instead of a number"),
      ([0x15, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0], "an endless varint"),
      ([0x1F, 0], "a type that is none"),
      ([0x58, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0], "a binary of 2 GiB"),
      ([0x59, 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0], "a list of 2^31 numbers"),
      ([0x59, 0xFC, 3, 0x59, 0xF9, 3], "lists that end early"),
    ] as [([UInt8], String)])
  func damage(bytes: [UInt8], damage: String) {
    #expect(throws: ParquetError.self, "\(damage)") {
      try read(PageLocation.self, from: bytes)
    }
  }

  @Test func endlessNestingIsRefused() {
    let nested = [UInt8](repeating: 0x5C, count: 100_000)
    #expect(throws: ParquetError.self) { try read(PageLocation.self, from: nested) }
  }

  @Test func errorsNameTheByte() throws {
    let error = #expect(throws: ParquetError.self) {
      try read(PageLocation.self, from: [0x16, 2, 0x18], baseOffset: 100)
    }
    #expect(error?.place.byteOffset == 103)
  }

  private func reread<Value: ThriftStruct>(_ value: Value) throws -> Value {
    var writer = ThriftCompactWriter()
    writer.structure(value)
    return try read(Value.self, from: writer.bytes)
  }

  @discardableResult
  private func read<Value: ThriftStruct>(
    _ type: Value.Type, from bytes: [UInt8], baseOffset: Int = 0
  ) throws -> Value {
    var reader = ThriftCompactReader(bytes.span.bytes, baseOffset: baseOffset)
    return try reader.structure(type)
  }
}
