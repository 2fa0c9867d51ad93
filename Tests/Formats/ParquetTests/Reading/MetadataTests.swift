import Bytes
import Parquet
import Testing

/// What a file may claim, by its size, and what it is found to hold.
@Suite struct MetadataTests {
  private let table = SampleTable(
    (ColumnSchema("id", .int64, isRequired: true), .int64s((0..<60).map { $0 })),
    (ColumnSchema("name", .string), .strings((0..<60).map { $0 < 30 ? nil : "p\($0)" })),
    (ColumnSchema("day", .date), .int32s((0..<60).map { _ in nil })))

  private func metadata(
    _ change: (inout ReadingLimits) -> Void = { _ in }
  ) throws -> ParquetMetadata {
    var limits = ReadingLimits()
    change(&limits)
    return try ParquetMetadata(
      file: try table.file(rowsPerGroup: 30, metadata: [("a", "1"), ("b", ""), ("a", "2")]),
      limits: limits)
  }

  @Test func columnsAndPairsAreFoundByName() throws {
    let metadata = try metadata()
    #expect(metadata.columnIndex(named: "name") == 1 && metadata.columnIndex(named: "Name") == nil)
    #expect(metadata.value(forKey: "a") == "1" && metadata.value(forKey: "b") == "")
    #expect(metadata.value(forKey: "c") == nil && metadata.keyValues.count == 3)
    #expect(metadata.columns.map(\.typeName) == ["int64", "string", "date"])
    #expect(metadata.columns.map(\.isRequired) == [true, false, false])
    #expect(metadata.createdBy == ParquetWriter.defaultCreatedBy)
  }

  @Test func chunksKnowTheirBoundsAndNulls() throws {
    let groups = try metadata().rowGroups
    #expect(groups.map(\.rowCount) == [30, 30])
    #expect(groups[1].chunks[0].minimum == .int64(30) && groups[1].chunks[0].maximum == .int64(59))
    #expect(groups.map { $0.chunks[1].nullCount } == [30, 0])
    #expect(groups[0].chunks[1].minimum == nil && groups[1].chunks[1].minimum == .string("p30"))
    #expect(groups.allSatisfy { $0.chunks[2].nullCount == 30 && $0.chunks[2].maximum == nil })
  }

  @Test(arguments: [(30, true), (29, false)])
  func aRowGroupHasItsLimit(rows: Int, isRead: Bool) {
    #expect(((try? metadata { $0.rowsPerRowGroup = rows }) != nil) == isRead)
  }

  @Test func theFooterHasItsLimit() throws {
    let error = try #require(throws: ParquetError.self) {
      try metadata { $0.footerByteCount = 20 }
    }
    #expect(error.code == .limit)
  }

  @Test func aFileOfFewBytesHasRoomForSomeRows() async throws {
    var limits = ReadingLimits()
    limits.rowsOfSmallFile = 10
    let table = SampleTable((ColumnSchema("a", .int64), .constant(.int64(7), count: 100_000)))
    let bytes = try table.file(rowsPerGroup: 100_000)
    let file = try await ParquetFile(bytes, limits: limits)
    let error = try await #require(throws: ParquetError.self) {
      try await file.values(ofColumn: 0, rowGroup: 0)
    }
    #expect(error.code == .limit && bytes.count < 100_000)
    let other = try await ParquetFile(bytes)
    #expect(try await other.values(ofColumn: 0, rowGroup: 0).count == 100_000)
  }
}
