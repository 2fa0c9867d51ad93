import Testing

@testable import Parquet

/// The structs of parquet.thrift: their fields by number, and what they cannot do without.
@Suite struct MetadataStructTests {
  private func written(_ value: some ThriftStruct) -> [UInt8] {
    var writer = ThriftCompactWriter()
    writer.structure(value)
    return writer.bytes
  }

  private func read<Value: ThriftStruct>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws -> Value {
    var reader = ThriftCompactReader(bytes.span.bytes, baseOffset: 0)
    return try reader.structure(type)
  }

  /// The numbers of the fields of a struct, as another reader finds them.
  private func fields(_ value: some ThriftStruct) -> [Int] {
    guard case .structure(let fields) = ThriftTree(written(value)) else { return [] }
    return fields.map(\.id)
  }

  private let chunk = ColumnChunk(
    metaData: ColumnMetaData(
      type: .int64, encodings: [.rle, .plain], path: ["power"], codec: .zstd, valueCount: 9,
      uncompressedByteCount: 80, compressedByteCount: 40, dataPageOffset: 30,
      dictionaryPageOffset: 4,
      statistics: Statistics(
        nullCount: 1, minimum: [1], maximum: [2], isMinimumExact: true, isMaximumExact: false),
      encodingStatistics: [PageEncodingStats(pageType: .dataPage, encoding: .rle, pageCount: 3)]),
    offsetIndexOffset: 100, offsetIndexByteCount: 10, columnIndexOffset: 90,
    columnIndexByteCount: 11)

  @Test func aChunkHasTheFieldsOfTheSpecification() throws {
    let metaData = try #require(chunk.metaData)
    let statistics = try #require(metaData.statistics)
    #expect(fields(chunk) == [2, 3, 4, 5, 6, 7])
    #expect(fields(metaData) == [1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13])
    #expect(fields(statistics) == [3, 5, 6, 7, 8])
    #expect(fields(metaData.encodingStatistics[0]) == [1, 2, 3])
  }

  @Test func aChunkIsReadAsItIsWritten() throws {
    let read = try read(ColumnChunk.self, from: written(chunk))
    let (metaData, expected) = (try #require(read.metaData), try #require(chunk.metaData))
    #expect(metaData.type == .int64 && metaData.encodings == [.rle, .plain])
    #expect(metaData.codec == .zstd && metaData.valueCount == 9)
    #expect(metaData.uncompressedByteCount == 80 && metaData.compressedByteCount == 40)
    #expect(metaData.dataPageOffset == 30 && metaData.dictionaryPageOffset == 4)
    #expect(metaData.statistics == expected.statistics)
    #expect(read.offsetIndexOffset == 100 && read.offsetIndexByteCount == 10)
    #expect(read.columnIndexOffset == 90 && read.columnIndexByteCount == 11)
    #expect(!read.isEncrypted && read.filePath == nil)
  }

  @Test func whatIsOptionalMayBeMissing() throws {
    #expect(fields(Statistics()) == [] && fields(ColumnChunk()) == [2])
    #expect(try read(Statistics.self, from: written(Statistics())) == Statistics())
    #expect(fields(RowGroup()) == [1, 2, 3] && fields(FileMetaData()) == [1, 2, 3, 4])
    #expect(fields(KeyValue(key: "a")) == [1])
    #expect(try read(KeyValue.self, from: written(KeyValue(key: "a"))) == KeyValue(key: "a"))
    let pair = KeyValue(key: "名", value: "")
    #expect(try read(KeyValue.self, from: written(pair)) == pair)
  }

  @Test func aRowGroupIsReadAsItIsWritten() throws {
    let group = RowGroup(
      chunks: [chunk, chunk], totalByteCount: 160, rowCount: 9, fileOffset: 4,
      compressedByteCount: 80, ordinal: 7)
    #expect(fields(group) == [1, 2, 3, 5, 6, 7])
    let read = try read(RowGroup.self, from: written(group))
    #expect(read.chunks.count == 2 && read.totalByteCount == 160 && read.rowCount == 9)
    #expect(read.fileOffset == 4 && read.compressedByteCount == 80 && read.ordinal == 7)
  }

  @Test(arguments: [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] as [UInt32])
  func aChecksumIsOfThirtyTwoBits(_ checksum: UInt32) throws {
    var header = PageHeader(type: .dictionaryPage, uncompressedByteCount: 3)
    header.checksum = checksum
    header.dictionaryPage = DictionaryPageHeader(valueCount: 5, encoding: .plain)
    let read = try read(PageHeader.self, from: written(header))
    #expect(read.checksum == checksum && read.type == .dictionaryPage)
    #expect(read.dictionaryPage?.valueCount == 5 && read.dataPage == nil && read.dataPageV2 == nil)
  }

  /// Each field without which a struct means nothing.
  @Test(
    arguments: [
      ([], 2), ([3, 4], 2), ([2, 4], 3), ([2, 3], 4), ([2, 3, 4], nil),
    ] as [([Int], Int?)])
  func aFooterNeedsItsSchemaItsRowsAndItsGroups(_ kept: [Int], missing: Int?) throws {
    let bytes = written(FileMetaData(schema: [SchemaElement(name: "schema")], rowCount: 0))
    guard case .structure(let fields) = ThriftTree(bytes) else {
      Issue.record("no struct")
      return
    }
    let tree = ThriftTree.structure(fields.filter { kept.contains($0.id) })
    guard let missing else {
      #expect(try read(FileMetaData.self, from: tree.bytes).schema.map(\.name) == ["schema"])
      return
    }
    let error = try #require(throws: ParquetError.self) {
      try read(FileMetaData.self, from: tree.bytes)
    }
    #expect(error.code == .malformed && error.expected == "field \(missing) of a FileMetaData")
  }

  @Test(arguments: [
    (Int64(1), BoundaryOrder.ascending), (2, .descending), (0, .unordered), (3, .unordered),
    (-1, .unordered),
  ])
  func anUnknownOrderIsNone(_ number: Int64, order: BoundaryOrder) throws {
    var tree = ThriftTree(written(ColumnIndex()))
    tree[4] = .int32(number)
    #expect(try read(ColumnIndex.self, from: tree.bytes).boundaryOrder == order)
  }

  /// Fields 8 and 9 say how a chunk is encrypted.
  @Test(arguments: [8, 9])
  func anEncryptedChunkIsKnownByItsField(_ field: Int) throws {
    guard case .structure(let fields) = ThriftTree(written(ColumnChunk())) else {
      Issue.record("no struct")
      return
    }
    let added = ThriftTree.Field(id: field, value: .structure([]))
    let tree = ThriftTree.structure(fields + [added])
    #expect(try read(ColumnChunk.self, from: tree.bytes).isEncrypted)
  }
}
