import Bytes
import TestSupport
import Testing

@testable import Parquet

/// A damaged file ends in an error that names the place, or in a table of the right shape; never
/// in a trap.
@Suite struct DamageTests {
  private static func file(writesChecksums: Bool) throws -> SharedBytes {
    var settings = WritingSettings()
    settings.rowsPerPage = 16
    settings.writesChecksums = writesChecksums
    return try SampleTable.players.file(rowsPerGroup: 40, settings: settings)
  }

  /// Every column by both ways of reading.
  private static func readAll(_ bytes: SharedBytes) async throws -> [[ColumnValue?]] {
    let file = try await ParquetFile(bytes)
    var columns: [[ColumnValue?]] = []
    for column in file.metadata.columns.indices {
      columns.append(try await readColumn(column, of: file))
      for (rowGroup, metadata) in file.metadata.rowGroups.enumerated() {
        let rows = Array(stride(from: 0, to: metadata.rowCount, by: 11))
        let some = try await file.values(ofColumn: column, rowGroup: rowGroup, rows: rows)
        #expect(some.count == rows.count)
        _ = try await file.pages(ofColumn: column, rowGroup: rowGroup)
      }
    }
    return columns
  }

  @Test func everyTruncationIsAnError() async throws {
    let file = try Self.file(writesChecksums: true)
    for count in 0..<file.count {
      await #expect(throws: ParquetError.self, "\(count) of \(file.count) bytes") {
        try await Self.readAll(file[0..<count])
      }
    }
  }

  @Test(arguments: [true, false], [UInt64](1...4))
  func flippedBitsAreAnErrorOrKeepTheShape(writesChecksums: Bool, seed: UInt64) async throws {
    let original = try Self.file(writesChecksums: writesChecksums).array
    var random = SeededGenerator(seed: seed)
    for round in 0..<700 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let position = Int.random(in: bytes.indices, using: &random)
        bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      do {
        let columns = try await Self.readAll(SharedBytes(bytes))
        #expect(Set(columns.map(\.count)).count <= 1, "seed \(seed), round \(round)")
      } catch let error as ParquetError {
        #expect(!error.expected.isEmpty && !error.found.isEmpty)
      }
    }
  }

  /// The checksum covers all bytes of a page behind its header.
  @Test func everyFlippedBitOfAPageIsNoticed() async throws {
    let original = try Self.file(writesChecksums: true)
    let file = try await ParquetFile(original)
    let pages = try #require(try await file.pages(ofColumn: 2, rowGroup: 0))
    let page = pages[1].byteRange
    var random = SeededGenerator(seed: 9)
    for position in page.suffix(40) {
      var bytes = original.array
      bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let damaged = try await ParquetFile(SharedBytes(bytes))
      let error = await #expect(throws: ParquetError.self) {
        try await damaged.values(ofColumn: 2, rowGroup: 0)
      }
      #expect(error?.code == .checksum)
      #expect(error?.place.column == "name")
      #expect(error?.place.rowGroup == 0)
      #expect(error?.place.page == 1)
      #expect(error?.place.byteOffset == page.lowerBound)
    }
  }

  @Test(
    arguments: [
      [], Array("PAR1".utf8), Array("PAR1PAR1".utf8), Array("id,name,power\n1,a,2\n".utf8),
      Array("PAR1\u{0}\u{0}\u{0}\u{0}PARE".utf8), Array(repeating: 0, count: 100),
      Array("PAR1".utf8) + [0xFF, 0xFF, 0xFF, 0x7F] + Array("PAR1".utf8),
      Array("PAR1".utf8) + [0, 0, 0, 0] + Array("PAR1".utf8),
    ] as [[UInt8]])
  func whatIsNoParquetFile(bytes: [UInt8]) async {
    await #expect(throws: ParquetError.self) { try await ParquetFile(SharedBytes(bytes)) }
  }

  /// A count that lies must not reserve memory: the pages behind it are a few bytes long.
  @Test(arguments: [BlockCodecName.snappy, .gzip, .zstd])
  func pagesThatClaimTooMuchAreRefused(codec: BlockCodecName) throws {
    var thrift = ThriftCompactWriter()
    thrift.structure(
      PageHeader(
        type: .dataPage, uncompressedByteCount: .max, compressedByteCount: 4,
        dataPage: DataPageHeader(valueCount: 1)))
    let column = FileColumn(
      name: "id", physicalType: .int64, type: .int64, isRequired: true, annotation: "INT64")
    let run = PageRun(bytes: SharedBytes(thrift.bytes + [1, 2, 3, 4]), fileOffset: 4, rowCount: 1)
    #expect(throws: ParquetError.self) {
      try ColumnChunkDecoder.decode([run], of: column, codec: codec.inFormat)
    }
  }

  enum BlockCodecName {
    case snappy, gzip, zstd

    var inFormat: CompressionCodec {
      switch self {
      case .snappy: .snappy
      case .gzip: .gzip
      case .zstd: .zstd
      }
    }
  }

  @Test func limitsAreSettings() async throws {
    let file = try Self.file(writesChecksums: true)
    var limits = ReadingLimits()
    limits.rowsPerRowGroup = 39
    let error = await #expect(throws: ParquetError.self) {
      try await ParquetFile(file, limits: limits)
    }
    #expect(error?.code == .limit)
    limits = ReadingLimits()
    limits.pageByteCount = 20
    let tight = try await ParquetFile(file, limits: limits)
    await #expect(throws: ParquetError.self) {
      try await tight.values(ofColumn: 4, rowGroup: 0)
    }
  }
}
