import Bytes
import Testing

@testable import Parquet

/// Numbers of a file that cannot be true, each with the error that names them.
@Suite struct LyingMetadataTests {
  private typealias Chunk = ParquetParts.Chunk
  private typealias MetaData = ParquetParts.ColumnMetaData

  private var file: ParquetParts

  init() throws {
    let table = SampleTable(
      (ColumnSchema("id", .int64, isRequired: true), .int64s((0..<20).map { $0 })),
      (ColumnSchema("deaths", .int64), .int64s((0..<20).map { $0 % 4 == 0 ? nil : $0 })))
    file = ParquetParts(try table.file(rowsPerGroup: 10))
  }

  private func error(opening file: ParquetParts) async throws -> ParquetError {
    try #require(
      await #expect(throws: ParquetError.self) { try await ParquetFile(file.file) })
  }

  @Test(arguments: [-1, 11, .min, .max] as [Int64])
  mutating func nullsOfAChunk(count: Int64) async throws {
    let nullCount = 3
    file[rowGroup: 1, column: 1, Chunk.metaData, MetaData.statistics, nullCount] = .int64(count)
    let error = try await error(opening: file)
    #expect(error.code == .malformed)
    #expect(error.found == "\(count)")
    #expect(error.place == .init(column: "deaths", rowGroup: 1))
  }

  /// Such a count makes a page of more values than a number can tell.
  @Test(arguments: [-1, 11, .min, .max] as [Int64])
  mutating func nullsOfAPage(count: Int64) async throws {
    let nullCounts = 5
    file.changeIndex(at: Chunk.columnIndexOffset, rowGroup: 0, column: 1) {
      $0[nullCounts, 0] = .int64(count)
    }
    let parquet = try await ParquetFile(file.file)
    let error = await #expect(throws: ParquetError.self) {
      try await parquet.pages(ofColumn: 1, rowGroup: 0)
    }
    #expect(error?.code == .malformed)
    #expect(error?.found == "\(count)")
    #expect(error?.place == .init(column: "deaths", rowGroup: 0, page: 0))
  }

  @Test(arguments: [-1, 1 << 41, .max] as [Int64])
  mutating func valuesOfAChunk(count: Int64) async throws {
    file[rowGroup: 0, column: 0, Chunk.metaData, MetaData.valueCount] = .int64(count)
    #expect(try await error(opening: file).place == .init(column: "id", rowGroup: 0))
  }

  @Test mutating func aChunkOfAnotherType() async throws {
    file[rowGroup: 0, column: 0, Chunk.metaData, MetaData.type] = .int32(5)
    let error = try await error(opening: file)
    #expect(error.expected == "a chunk of INT64")
    #expect(error.found == "DOUBLE")
  }

  /// A row group that is named often would be read as often.
  @Test mutating func bytesThatAreNamedTwice() async throws {
    let rowGroups = try #require(file.footer[ParquetParts.FileMetaData.rowGroups])
    file.footer[ParquetParts.FileMetaData.rowGroups] = .list(
      type: 12, rowGroups.elements + [rowGroups.elements[0]], extra: 0)
    file.footer[ParquetParts.FileMetaData.rowCount] = .int64(30)
    let error = try await error(opening: file)
    #expect(error.code == .malformed)
    #expect(error.expected == "bytes of its own")
    #expect(error.place == .init(column: "id", rowGroup: 2))
  }

  @Test mutating func aPageIndexThatIsNamedTwice() async throws {
    for field in [Chunk.offsetIndexOffset, Chunk.offsetIndexByteCount] {
      file[rowGroup: 1, column: 0, field] = file[rowGroup: 0, column: 0, field]
    }
    #expect(try await error(opening: file).expected == "bytes of its own")
  }

  @Test mutating func pagesThatOverlap() async throws {
    let table = SampleTable(
      (ColumnSchema("id", .int64, isRequired: true), .int64s((0..<20).map { $0 })))
    var settings = WritingSettings()
    settings.rowsPerPage = 5
    file = ParquetParts(try table.file(settings: settings))
    let (locations, offset) = (1, 1)
    file.changeIndex(at: Chunk.offsetIndexOffset, rowGroup: 0, column: 0) {
      $0[locations, 2, offset] = $0[locations, 1, offset]
    }
    let parquet = try await ParquetFile(file.file)
    let error = await #expect(throws: ParquetError.self) {
      try await parquet.values(ofColumn: 0, rowGroup: 0, rows: [1])
    }
    #expect(error?.code == .malformed)
  }

  /// Fields without which an element says nothing: else a byte of the file would make hundreds of
  /// bytes of memory.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 9])
  mutating func aChunkWithoutARequiredField(id: Int) async throws {
    file[rowGroup: 0, column: 0, Chunk.metaData, id] = nil
    let error = try await error(opening: file)
    #expect(error.expected == "field \(id) of a ColumnMetaData")
  }

  @Test(
    arguments: [
      (ParquetParts.FileMetaData.schema, 1 << 16),
      (ParquetParts.FileMetaData.rowGroups, 1 << 17),
      (ParquetParts.FileMetaData.keyValues, 1 << 16),
    ])
  mutating func listsOfMoreThanAnyFileHas(field: Int, limit: Int) async throws {
    file.footer[field] = .list(
      type: 12, [ThriftTree](repeating: .structure([]), count: limit + 1), extra: 0)
    let error = try await error(opening: file)
    #expect(error.code == .limit)
    #expect(error.found == "\(limit + 1)")
  }

  // MARK: What is sound and not read

  @Test mutating func anEncryptedColumn() async throws {
    file[rowGroup: 0, column: 1, Chunk.encryption] = .structure([])
    let parquet = try await ParquetFile(file.file)
    #expect(try await parquet.values(ofColumn: 0, rowGroup: 0).count == 10)
    let error = await #expect(throws: ParquetError.self) {
      try await parquet.values(ofColumn: 1, rowGroup: 0)
    }
    #expect(error?.code == .unsupported)
    #expect(error?.found == "an encrypted column")
  }

  @Test mutating func anEncryptedColumnWhoseMetadataIsEncryptedToo() async throws {
    file[rowGroup: 0, column: 1, Chunk.encryption] = .structure([])
    file[rowGroup: 0, column: 1, Chunk.metaData] = nil
    let error = try await error(opening: file)
    #expect(error.code == .unsupported)
    #expect(error.found == "an encrypted column")
  }

  /// pyarrow writes an empty table as a row group whose chunks have a dictionary page alone.
  @Test mutating func aRowGroupWithoutDataPages() async throws {
    var pages = HandMadePages()
    pages.dictionary([], valueCount: 0)
    let page = pages.file
    file.body = Array("PAR1".utf8) + page + page
    file.footer[ParquetParts.FileMetaData.rowCount] = .int64(0)
    let rowGroup = try #require(file.footer[ParquetParts.FileMetaData.rowGroups, 0])
    file.footer[ParquetParts.FileMetaData.rowGroups] = .list(type: 12, [rowGroup], extra: 0)
    file.footer[ParquetParts.FileMetaData.rowGroups, 0, ParquetParts.RowGroup.rowCount] =
      .int64(0)
    for column in 0..<2 {
      for field in 4...7 { file[rowGroup: 0, column: column, field] = nil }
      for (field, number) in [
        (MetaData.valueCount, 0), (MetaData.compressedByteCount, page.count),
        (MetaData.dataPageOffset, 0), (MetaData.dictionaryPageOffset, 4 + column * page.count),
      ] {
        file[rowGroup: 0, column: column, Chunk.metaData, field] = .int64(Int64(number))
      }
      file[rowGroup: 0, column: column, Chunk.metaData, 4] = .int32(0)
      file[rowGroup: 0, column: column, Chunk.metaData, MetaData.statistics] = nil
    }
    let parquet = try await ParquetFile(file.file)
    #expect(try await readColumn(0, of: parquet).isEmpty)
    #expect(try await readColumn(1, of: parquet).isEmpty)
  }
}

/// What a few bytes can stand for has a limit.
@Suite struct ExpansionTests {
  private static func constants(_ count: Int) throws -> SharedBytes {
    try SampleTable(
      (ColumnSchema("kingdom", .int64), .constant(.int64(51), count: count)),
      (ColumnSchema("alliance", .string), .constant(nil, count: count))
    ).file(rowsPerGroup: count)
  }

  @Test func rowsThatTakeNoBytes() async throws {
    let bytes = try Self.constants(20_000)
    #expect(bytes.count < 2_000)
    var limits = ReadingLimits()
    limits.rowsOfSmallFile = 2_000
    let file = try await ParquetFile(bytes, limits: limits)
    #expect(file.metadata.rowCount == 20_000)
    for column in 0..<2 {
      let error = await #expect(throws: ParquetError.self) {
        try await file.values(ofColumn: column)
      }
      #expect(error?.code == .limit)
      #expect(error?.expected == "at most 2000 rows in a file of \(bytes.count) bytes")
      #expect(error?.found == "20000")
    }
    limits.rowsOfSmallFile = 20_000
    let allowed = try await ParquetFile(bytes, limits: limits)
    #expect(try await readColumn(0, of: allowed).count == 20_000)
  }

  /// The pages of all row groups together, each of which would be allowed by itself.
  @Test func textsOfManyRowGroups() async throws {
    let name = String(repeating: "x", count: 10_000)
    let bytes = try SampleTable(
      (
        ColumnSchema("name", .string, compression: .zstd(level: 1)),
        .strings([String?](repeating: name, count: 40))
      )
    ).file(rowsPerGroup: 10)
    var limits = ReadingLimits()
    limits.expandedByteCountOfSmallFile = 250_000
    #expect(bytes.count * 64 < 250_000)
    let file = try await ParquetFile(bytes, limits: limits)
    #expect(try await file.values(ofColumn: 0, rowGroup: 3).count == 10)
    let error = await #expect(throws: ParquetError.self) { try await file.values(ofColumn: 0) }
    #expect(error?.code == .limit)
    #expect(error?.place.rowGroup == 2)
  }
}
