import Bytes
import Parquet
import TestSupport
import Testing

/// What the writer writes, the reader reads.
@Suite struct RoundTripTests {
  static let compressions: [ColumnCompression] = [
    .uncompressed, .snappy, .gzip(level: 6), .zstd(level: 1), .zstdEntropyOnly,
  ]
  static let encodings: [ColumnEncoding] = [.plain, .dictionary, .delta]
  static let types: [ColumnType] = [.int32, .date, .int64, .timestampMicros, .string]

  /// How the nulls of a column lie.
  enum Nulls: CaseIterable {
    case none, some, pages, all
  }

  @Test(arguments: types, encodings)
  func everyTypeEncodingCodecAndShape(type: ColumnType, encoding: ColumnEncoding) async throws {
    for compression in Self.compressions {
      for nulls in Nulls.allCases {
        let values = Self.values(of: type, nulls, count: 700)
        let table = SampleTable(
          (
            ColumnSchema(
              "column", type, isRequired: nulls == .none, encoding: encoding,
              compression: compression), values
          ))
        var settings = WritingSettings()
        settings.rowsPerPage = 90
        let file = try await ParquetFile(table.file(rowsPerGroup: 400, settings: settings))
        #expect(file.metadata.columns[0].type == type)
        #expect(
          try await readColumn(0, of: file) == table.expected(0),
          "\(compression.codec), nulls: \(nulls)")
      }
    }
  }

  @Test(
    arguments: [
      .int64(.min), .int32(51), .string(""), .string(String(repeating: "日", count: 100)), nil,
    ] as [ColumnValue?])
  func constants(value: ColumnValue?) async throws {
    let type: ColumnType =
      switch value {
      case .int32: .date
      case .bytes: .string
      default: .timestampMicros
      }
    let table = SampleTable((ColumnSchema("constant", type), .constant(value, count: 250)))
    let file = try await ParquetFile(table.file(rowsPerGroup: 100))
    #expect(try await readColumn(0, of: file) == table.expected(0))
  }

  @Test func anEncoderServesManyColumnsAndRowGroups() async throws {
    let table = SampleTable(
      (
        ColumnSchema("a", .string, encoding: .dictionary),
        .strings((0..<500).map { "\($0 % 7)" })
      ),
      (ColumnSchema("b", .int64, encoding: .dictionary), .int64s((0..<500).map { $0 % 300 })),
      (ColumnSchema("c", .int32), .constant(.int32(9), count: 500)),
      (ColumnSchema("d", .string, encoding: .dictionary), .strings((0..<500).map { "\($0)" })),
      (ColumnSchema("e", .int32), .int32s((0..<500).map { $0 % 2 == 0 ? nil : $0 }))
    )
    let file = try await ParquetFile(table.file(rowsPerGroup: 200))
    for column in table.columns.indices {
      #expect(try await readColumn(column, of: file) == table.expected(column))
    }
  }

  /// A dictionary that does not pay off is given up.
  @Test func manyDistinctTextsAreWrittenPlain() async throws {
    let names = (0..<9_000).map { "player number \($0)" }
    let table = SampleTable(
      (ColumnSchema("name", .string, encoding: .dictionary), .strings(names)))
    let file = try await ParquetFile(table.file(rowsPerGroup: 9_000))
    #expect(file.metadata.rowGroups[0].chunks[0].encodings.contains(.plain))
    #expect(!file.metadata.rowGroups[0].chunks[0].hasDictionary)
    #expect(try await readColumn(0, of: file) == table.expected(0))
  }

  private static func values(
    of type: ColumnType, _ nulls: Nulls, count: Int
  ) -> SampleTable.Values {
    var random = SeededGenerator(seed: 51)
    func isNull(_ row: Int) -> Bool {
      switch nulls {
      case .none: false
      case .some: random.next() % 4 == 0
      case .pages: (90..<200).contains(row) || row == 699
      case .all: true
      }
    }
    switch type.physicalType {
    case .int32:
      return .int32s(
        (0..<count).map { isNull($0) ? nil : Int32(truncatingIfNeeded: random.next() % 1_000) })
    case .int64:
      return .int64s(
        (0..<count).map { isNull($0) ? nil : Int64(bitPattern: random.next() &* UInt64($0)) })
    default:
      return .strings(
        (0..<count).map { isNull($0) ? nil : String(repeating: "ü\($0 % 60)", count: $0 % 9) })
    }
  }
}
