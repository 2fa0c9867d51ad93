import Bytes
import Parquet
import Synchronization
import Testing

/// How much of a file is fetched for what is asked.
@Suite struct SelectiveReadingTests {
  private let table = SampleTable(
    (
      ColumnSchema("power", .int64, isRequired: true, encoding: .plain),
      .int64s((0..<80_000).map { Int64($0) })
    ),
    (
      ColumnSchema("alliance", .string, encoding: .dictionary),
      .strings((0..<80_000).map { $0 % 10 == 0 ? nil : "alliance \($0 % 300)" })
    ),
    (
      ColumnSchema("name", .string, compression: .uncompressed),
      .strings((0..<80_000).map { "player \($0)" })
    )
  )

  private func open() async throws -> (ParquetFile, RecordingSource) {
    var settings = WritingSettings()
    settings.rowsPerPage = 1_000
    let source = RecordingSource(try table.file(rowsPerGroup: 40_000, settings: settings))
    let file = try await ParquetFile(source)
    return (file, source)
  }

  @Test func openingReadsTheTailOnce() async throws {
    let (_, source) = try await open()
    #expect(source.ranges == [(source.byteCount - 64 * 1_024)..<source.byteCount])
  }

  @Test func aFooterBeyondTheTailIsReadWhole() async throws {
    let columns = (0..<8_000).map { ColumnSchema("a rather long name of column \($0)", .int64) }
    let schema = try ParquetSchema(columns)
    var writer = ParquetWriter(schema: schema)
    let source = RecordingSource(SharedBytes(try writer.finish().flatMap(\.array)))
    let file = try await ParquetFile(source)
    #expect(file.metadata.columns.map(\.name) == columns.map(\.name))
    #expect(source.ranges.count == 2)
  }

  @Test func aColumnReadsItsChunkAlone() async throws {
    let (file, source) = try await open()
    _ = try await file.values(ofColumn: 0, rowGroup: 0)
    #expect(
      source.ranges.dropFirst() == [file.metadata.rowGroups[0].chunks[0].byteRange])
  }

  @Test(arguments: 0..<3)
  func someRowsReadTheirPagesAlone(column: Int) async throws {
    let (file, source) = try await open()
    let rows = [0, 17, 999, 1_000, 1_000, 4_321, 9_999]
    let values = try await file.values(ofColumn: column, rowGroup: 0, rows: rows)
    let expected = table.expected(column)
    #expect((0..<values.count).map { values[$0] } == rows.map { expected[$0] })
    let chunk = file.metadata.rowGroups[0].chunks[column].byteRange
    let fetched = source.ranges.dropFirst().filter(chunk.overlaps)
    #expect(fetched.reduce(0) { $0 + $1.count } < chunk.count / 2)
  }

  @Test func whatIsAskedForTogetherIsWhatEachGivesAlone() async throws {
    let (file, source) = try await open()
    let requests = [
      ValueRequest(column: 2, rowGroup: 1, rows: [5, 30_000]),
      ValueRequest(column: 0, rowGroup: 0), ValueRequest(column: 1, rowGroup: 0, rows: [9, 9, 10]),
      ValueRequest(column: 2, rowGroup: 0, rows: []), ValueRequest(column: 0, rowGroup: 0),
    ]
    let together = try await file.values(requests)
    for (request, values) in zip(requests, together) {
      let all = try await file.values(ofColumn: request.column, rowGroup: request.rowGroup)
      #expect(values == request.rows.map { all.rows($0) } ?? all)
    }
    #expect(source.ranges.allSatisfy { !$0.isEmpty })
  }

  @Test func gapsThatAreWorthLessThanAReadAreReadToo() async throws {
    var counts: [Int] = []
    for bytesWorthARead in [0, 1 << 20] {
      let source = RecordingSource(
        try table.file(rowsPerGroup: 40_000), bytesWorthARead: bytesWorthARead)
      let file = try await ParquetFile(source)
      let opened = source.ranges.count
      _ = try await file.values([
        ValueRequest(column: 0, rowGroup: 0, rows: [0]),
        ValueRequest(column: 2, rowGroup: 0, rows: [0]),
      ])
      counts.append(source.ranges.count - opened)
    }
    #expect(counts == [2, 1])
  }

  @Test func noRowsReadNothing() async throws {
    let (file, _) = try await open()
    let values = try await file.values(ofColumn: 1, rowGroup: 0, rows: [])
    #expect(values.count == 0)
  }

  @Test(arguments: [[3, 2], [-1], [40_000]])
  func rowsThatAreNotThereAreRefused(rows: [Int]) async throws {
    let (file, _) = try await open()
    await #expect(throws: ParquetError.self) {
      try await file.values(ofColumn: 0, rowGroup: 0, rows: rows)
    }
  }

  @Test func columnsThatAreNotThereAreRefused() async throws {
    let (file, _) = try await open()
    for (column, rowGroup) in [(3, 0), (-1, 0), (0, 2), (0, -1)] {
      await #expect(throws: ParquetError.self) {
        try await file.values(ofColumn: column, rowGroup: rowGroup)
      }
    }
  }
}

/// A file in memory that remembers what was read from it.
private final class RecordingSource: ByteRangeSource {
  private let bytes: SharedBytes
  private let recorded = Mutex<[Range<Int>]>([])

  let bytesWorthARead: Int

  init(_ bytes: SharedBytes, bytesWorthARead: Int = 0) {
    self.bytes = bytes
    self.bytesWorthARead = bytesWorthARead
  }

  var byteCount: Int { bytes.count }
  var ranges: [Range<Int>] { recorded.withLock { $0 } }

  func read(_ range: Range<Int>) async throws -> SharedBytes {
    recorded.withLock { $0.append(range) }
    return bytes[range]
  }
}
