import Bytes
import Testing

@testable import Parquet

/// The rules that readers rely on, checked on the bytes and the footer of written files.
@Suite struct FileStructureTests {
  private let table = SampleTable(
    (
      ColumnSchema("id", .int64, isRequired: true),
      .int64s((0..<250).map { Int64($0) * 3 - 100 })
    ),
    (
      ColumnSchema("alliance", .string, encoding: .dictionary),
      .strings((0..<250).map { $0 < 100 ? nil : "[\($0 % 3)]" })
    ),
    (ColumnSchema("name", .string), .strings((0..<250).map { "player \($0 % 50)" })),
    (ColumnSchema("kingdom", .int32, isRequired: true), .constant(.int32(51), count: 250))
  )

  private func footer(_ file: SharedBytes) throws -> FileMetaData {
    let range = try file.withUnsafeBytes {
      try ParquetFooter.range(
        fromTail: $0, fileByteCount: file.count, limits: ReadingLimits())
    }
    return try FileMetaData(decoding: file[range], at: range.lowerBound)
  }

  private func pagedFile() throws -> SharedBytes {
    var settings = WritingSettings()
    settings.rowsPerPage = 50
    return try table.file(
      rowsPerGroup: 150, settings: settings, metadata: [("source", "rok_players")])
  }

  @Test func magicAtBothEnds() throws {
    let file = try pagedFile().array
    #expect(file.prefix(4) == Array("PAR1".utf8)[...])
    #expect(file.suffix(4) == Array("PAR1".utf8)[...])
  }

  @Test func theFooterSaysWhoWroteWhat() throws {
    let footer = try footer(pagedFile())
    #expect(footer.createdBy == "standings version 0.1.0 (build 1)")
    #expect(footer.keyValues == [KeyValue(key: "source", value: "rok_players")])
    #expect(footer.rowCount == 250)
    #expect(footer.hasTypeDefinedOrders)
    #expect(footer.schema.map(\.name) == ["schema", "id", "alliance", "name", "kingdom"])
    #expect(footer.schema[0].repetition == nil)
    #expect(footer.schema[1].repetition == .required)
    #expect(footer.schema[2].convertedType == .utf8)
    #expect(footer.schema[2].logicalType == .string)
  }

  @Test func chunksStandOneBehindAnother() throws {
    let footer = try footer(pagedFile())
    var offset: Int64 = 4
    for rowGroup in footer.rowGroups {
      #expect(rowGroup.fileOffset == offset)
      for chunk in rowGroup.chunks {
        let metaData = try #require(chunk.metaData)
        #expect(metaData.dictionaryPageOffset ?? metaData.dataPageOffset == offset)
        #expect(metaData.valueCount == rowGroup.rowCount)
        offset += metaData.compressedByteCount
      }
    }
    #expect(footer.rowGroups[0].chunks[0].columnIndexOffset == offset)
  }

  @Test func aDictionaryIsNamedOnlyWhereThereIsOne() throws {
    let chunks = try footer(pagedFile()).rowGroups[0].chunks.compactMap(\.metaData)
    #expect(chunks.map { $0.dictionaryPageOffset != nil } == [false, true, false, true])
    #expect(chunks[0].encodings == [.deltaBinaryPacked])
    #expect(chunks[1].encodings == [.plain, .rle, .rleDictionary])
    #expect(chunks[2].encodings == [.rle, .plain])
  }

  @Test func statisticsHaveNoLengthsAndCountNulls() throws {
    let chunks = try footer(pagedFile()).rowGroups[0].chunks.compactMap(\.metaData)
    let alliance = try #require(chunks[1].statistics)
    #expect(alliance.nullCount == 100)
    #expect(alliance.minimum == Array("[0]".utf8))
    #expect(alliance.maximum == Array("[2]".utf8))
    #expect(alliance.isMaximumExact == true)
    let id = try #require(chunks[0].statistics)
    #expect(id.nullCount == 0)
    #expect(id.minimum == [156, 255, 255, 255, 255, 255, 255, 255])
  }

  @Test func pageIndexesTellThePagesApart() async throws {
    let file = try await ParquetFile(pagedFile())
    let ids = try #require(try await file.pages(ofColumn: 0, rowGroup: 0))
    #expect(ids.map(\.rows) == [0..<50, 50..<100, 100..<150])
    #expect(ids.map(\.minimum) == [.int64(-100), .int64(50), .int64(200)])
    #expect(ids.map(\.maximum) == [.int64(47), .int64(197), .int64(347)])
    let alliances = try #require(try await file.pages(ofColumn: 1, rowGroup: 0))
    #expect(alliances.map(\.isNull) == [true, true, false])
    #expect(alliances.map(\.nullCount) == [50, 50, 0])
    #expect(alliances.map(\.minimum) == [nil, nil, .string("[0]")])
  }

  @Test(
    arguments: [
      ([1, 2, 3], BoundaryOrder.ascending), ([3, 2, 1], .descending), ([1, 3, 2], .unordered),
      ([2, 2, 2], .ascending), ([1, nil, 2], .ascending), ([nil, nil, nil], .ascending),
    ] as [([Int64?], BoundaryOrder)])
  func theOrderOfThePages(values: [Int64?], order: BoundaryOrder) throws {
    var settings = WritingSettings()
    settings.rowsPerPage = 1
    let encoder = ColumnChunkEncoder(settings: settings)
    let presence = values.map { $0 == nil ? UInt8(0) : 1 }
    let chunk = try values.map { $0 ?? 0 }.withUnsafeBufferPointer { values in
      try presence.withUnsafeBufferPointer {
        try encoder.encode(values, presence: $0, column: ColumnSchema("power", .int64))
      }
    }
    #expect(chunk.columnIndex.boundaryOrder == order)
  }

  @Test func longValuesGetPagesOfTheirOwn() async throws {
    var settings = WritingSettings()
    settings.bytesPerPage = 1_000
    let names = (0..<9).map { String(repeating: "n", count: $0 == 4 ? 5_000 : 300) }
    let table = SampleTable((ColumnSchema("name", .string), .strings(names)))
    let file = try await ParquetFile(table.file(settings: settings))
    let pages = try #require(try await file.pages(ofColumn: 0, rowGroup: 0))
    #expect(pages.map(\.rows) == [0..<3, 3..<4, 4..<5, 5..<8, 8..<9])
  }

  /// fastparquet misreads packed numbers of more than 28 bits.
  @Test(arguments: [(28, Encoding.deltaBinaryPacked), (29, .plain), (64, .plain)])
  func wideDifferencesAreWrittenPlain(bitWidth: Int, encoding: Encoding) throws {
    // The differences of one value after another are 0 and the widest.
    let widest = bitWidth == 64 ? Int64.min : (1 << Int64(bitWidth)) - 1
    let values = [0, 0, widest] + Array(repeating: widest, count: 300)
    let table = SampleTable((ColumnSchema("power", .int64), .int64s(values)))
    let chunk = try footer(table.file()).rowGroups[0].chunks[0].metaData
    #expect(chunk?.encodings == [.rle, encoding])
    #expect(chunk?.codec == (encoding == .plain ? .zstd : .uncompressed))
  }

  @Test func aFileWithoutRows() async throws {
    let table = SampleTable((ColumnSchema("id", .int64), .int64s([])))
    let file = try await ParquetFile(table.file())
    #expect(file.metadata.rowCount == 0)
    #expect(file.metadata.rowGroups.isEmpty)
    #expect(file.metadata.columns.map(\.name) == ["id"])
  }
}
