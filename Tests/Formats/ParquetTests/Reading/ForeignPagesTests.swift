import Testing

@testable import Parquet

/// What the module reads but does not write.
@Suite struct ForeignPagesTests {
  private var pages = HandMadePages()

  @Test mutating func plainBooleans() throws {
    pages.data([0b1000_0101, 0b1], valueCount: 9, .plain)
    #expect(
      try pages.decode(.boolean, rowCount: 9)
        == [true, false, true, false, false, false, false, true, true].map(ColumnValue.boolean))
  }

  @Test mutating func booleansInRuns() throws {
    pages.data([4, 0, 0, 0, 6, 1, 3, 0b10], valueCount: 5, .rle)
    #expect(
      try pages.decode(.boolean, rowCount: 5)
        == [true, true, true, false, true].map(ColumnValue.boolean))
  }

  @Test mutating func floats() throws {
    pages.data([0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0], valueCount: 2, .plain)
    #expect(try pages.decode(.float, rowCount: 2) == [.float(1), .float(-2.5)])
  }

  /// The example of Encodings.md, "Byte Stream Split".
  @Test mutating func splitBytes() throws {
    pages.data(
      [0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6], valueCount: 3,
      .byteStreamSplit)
    let bits: [UInt32] = [0xDDCC_BBAA, 0x3322_1100, 0xD6C5_B4A3]
    #expect(
      try pages.decode(.float, rowCount: 3)
        == bits.map { .float(Float(bitPattern: $0)) })
  }

  /// The example of Encodings.md, "Delta Strings".
  @Test mutating func textsThatShareTheirBeginnings() throws {
    let texts = ["axis", "axle", "babble", "babyhood"]
    let prefixes = encoded([0, 2, 0, 3] as [Int32]) {
      DeltaBinaryPackedEncoder.encode($0, into: &$1)
    }
    let suffixes = encoded([4, 2, 6, 5] as [Int32]) {
      DeltaBinaryPackedEncoder.encode($0, into: &$1)
    }
    pages.data(
      prefixes + suffixes + Array("axislebabbleyhood".utf8), valueCount: 4, .deltaByteArray)
    #expect(try pages.decode(.string, rowCount: 4) == texts.map(ColumnValue.string))
  }

  @Test mutating func aBeginningLongerThanTheTextBefore() throws {
    let prefixes = encoded([0, 5] as [Int32]) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    let suffixes = encoded([4, 1] as [Int32]) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    pages.data(prefixes + suffixes + Array("axisx".utf8), valueCount: 2, .deltaByteArray)
    #expect(throws: ParquetError.self) { try pages.decode(.string, rowCount: 2) }
  }

  @Test mutating func sharedBeginningsMayNotGrowWithoutLimit() throws {
    let count = 1_000
    let prefixes = encoded([0] + [Int32](repeating: 4_000, count: count - 1)) {
      DeltaBinaryPackedEncoder.encode($0, into: &$1)
    }
    let suffixes = encoded([4_000] + [Int32](repeating: 0, count: count - 1)) {
      DeltaBinaryPackedEncoder.encode($0, into: &$1)
    }
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 4_000)
    pages.data(prefixes + suffixes + text, valueCount: Int32(count), .deltaByteArray)
    var limits = ReadingLimits()
    limits.expandedByteCount = 1 << 20
    let error = #expect(throws: ParquetError.self) {
      try pages.decode(.string, rowCount: count, limits: limits)
    }
    #expect(error?.code == .limit)
  }

  @Test mutating func negativeLengths() throws {
    let lengths = encoded([3, -1] as [Int32]) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    pages.data(lengths + Array("abc".utf8), valueCount: 2, .deltaLengthByteArray)
    #expect(throws: ParquetError.self) { try pages.decode(.string, rowCount: 2) }
  }

  @Test mutating func theOldNamesOfDictionaries() throws {
    pages.dictionary(
      [1, 0, 0, 0, 97, 2, 0, 0, 0, 98, 99], valueCount: 2, encoding: .plainDictionary)
    pages.data([1, 3, 0b0110], valueCount: 4, .plainDictionary)
    #expect(
      try pages.decode(.string, rowCount: 4)
        == ["a", "bc", "bc", "a"].map(ColumnValue.string))
  }

  @Test mutating func aDictionaryThatIsGivenUpHalfway() throws {
    pages.dictionary([7, 0, 0, 0], valueCount: 1)
    pages.data([0, 6], valueCount: 3, .rleDictionary)
    pages.index([1, 2, 3])
    pages.data([9, 0, 0, 0], valueCount: 1, .plain)
    #expect(
      try pages.decode(.int32, rowCount: 4) == [.int32(7), .int32(7), .int32(7), .int32(9)])
  }

  @Test(
    arguments: [
      ([1, 2, 1], "a number beyond the dictionary"),
      ([33, 2, 1], "a width beyond 32 bits"),
      ([1], "no numbers"),
      ([], "no width"),
    ] as [([UInt8], String)])
  mutating func damagedDictionaryNumbers(body: [UInt8], damage: String) {
    pages.dictionary([7, 0, 0, 0], valueCount: 1)
    pages.data(body, valueCount: 1, .rleDictionary)
    #expect(throws: ParquetError.self, "\(damage)") { try pages.decode(.int32, rowCount: 1) }
  }

  @Test mutating func numbersWithoutADictionary() {
    pages.data([1, 2, 0], valueCount: 1, .rleDictionary)
    #expect(throws: ParquetError.self) { try pages.decode(.int32, rowCount: 1) }
  }

  @Test mutating func twoDictionaries() {
    pages.dictionary([7, 0, 0, 0], valueCount: 1)
    pages.dictionary([7, 0, 0, 0], valueCount: 1)
    #expect(throws: ParquetError.self) { try pages.decode(.int32, rowCount: 1) }
  }

  /// Version 2 keeps levels outside of the compression and without a length.
  @Test(arguments: [true, false])
  mutating func pagesOfVersion2(isCompressed: Bool) throws {
    let values: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0]
    // A Snappy block of one literal.
    let block: [UInt8] = [8, 7 << 2] + values
    pages.dataV2(
      levels: [3, 0b101], values: isCompressed ? block : values, valuesByteCount: 8,
      isCompressed: isCompressed, valueCount: 3, nullCount: 1, .plain)
    #expect(
      try pages.decode(.int32, rowCount: 3, isRequired: false, codec: .snappy)
        == [.int32(1), nil, .int32(2)])
  }

  /// The bytes would be read as they stand, and make other values than were written.
  @Test mutating func aPageOfVersion2ThatIsNotCompressedAndShrank() throws {
    pages.dataV2(
      levels: [], values: [4, 12, 1, 0, 0, 0], valuesByteCount: 4, isCompressed: false,
      valueCount: 1, nullCount: 0, .plain)
    let error = #expect(throws: ParquetError.self) {
      try pages.decode(.int32, rowCount: 1, codec: .snappy)
    }
    #expect(error?.code == .malformed)
    #expect(error?.expected == "4 bytes of a page that is not compressed")
    #expect(error?.found == "6")
  }

  @Test mutating func aPageOfNullsWithoutABody() throws {
    pages.dataV2(
      levels: [10, 0], values: [], valuesByteCount: 0, isCompressed: true, valueCount: 5,
      nullCount: 5, .plain)
    #expect(
      try pages.decode(.int64, rowCount: 5, isRequired: false, codec: .zstd)
        == [nil, nil, nil, nil, nil])
  }

  @Test mutating func moreRowsThanTheRowGroupHas() {
    pages.data([1, 0, 0, 0, 2, 0, 0, 0], valueCount: 2, .plain)
    #expect(throws: ParquetError.self) { try pages.decode(.int32, rowCount: 1) }
  }

  @Test mutating func fewerRowsThanTheRowGroupHas() {
    pages.data([1, 0, 0, 0], valueCount: 1, .plain)
    let error = #expect(throws: ParquetError.self) { try pages.decode(.int32, rowCount: 2) }
    #expect(error?.code == .truncated)
  }

  @Test(arguments: [
    (ColumnType.boolean, Encoding.deltaBinaryPacked), (.int32, .deltaByteArray),
    (.double, .deltaBinaryPacked), (.string, .byteStreamSplit), (.int64, Encoding(rawValue: 77)),
  ])
  mutating func encodingsThatDoNotFit(type: ColumnType, encoding: Encoding) {
    pages.data([0, 0, 0, 0, 0, 0, 0, 0], valueCount: 1, encoding)
    let error = #expect(throws: ParquetError.self) { try pages.decode(type, rowCount: 1) }
    #expect(error?.code == .unsupported)
    #expect(error?.found == "\(encoding)")
    #expect(error?.place.column == "column")
  }
}
