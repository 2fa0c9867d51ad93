import Testing

@testable import Commands
@testable import Parquet

/// What `inspect` says of a file, worked out from its metadata.
@Suite struct FileDescriptionTests {
  private func chunk(
    _ bounds: (ColumnValue, ColumnValue)? = nil, nulls: Int? = 0, bytes: Range<Int> = 4..<104,
    isEncrypted: Bool = false, codec: CompressionCodec = .zstd
  ) -> ColumnChunkMetadata {
    ColumnChunkMetadata(
      codec: codec, encodings: [.rleDictionary, .plain], valueCount: 2, byteRange: bytes,
      hasDictionary: false, isEncrypted: isEncrypted, nullCount: nulls, minimum: bounds?.0,
      maximum: bounds?.1, hasExactBounds: true, dataPageOffset: bytes.lowerBound,
      columnIndexRange: nil, offsetIndexRange: nil)
  }

  private func column(
    _ name: String = "id", _ type: LogicalType? = nil, isRequired: Bool = true
  ) -> FileColumn {
    FileColumn(
      name: name, physicalType: .int64, type: .int64, logicalType: type, isRequired: isRequired,
      annotation: "INT64")
  }

  private func description(
    _ columns: [FileColumn], _ groups: [[ColumnChunkMetadata]],
    keyValues: [(key: String, value: String?)] = [], createdBy: String? = "writer 1"
  ) -> FileDescription {
    FileDescription(
      ParquetMetadata(
        rowCount: 2 * groups.count, columns: columns,
        rowGroups: groups.map { RowGroupMetadata(rowCount: 2, chunks: $0) }, keyValues: keyValues,
        createdBy: createdBy))
  }

  @Test func aColumnIsALineOverAllRowGroups() {
    let first = chunk((.int64(-2), .int64(5)), nulls: 1, bytes: 4..<1_004)
    let second = chunk((.int64(-1), .int64(10)), nulls: 2, bytes: 1_004..<1_238, codec: .snappy)
    #expect(
      description([column(isRequired: false)], [[first], [second]]).text == """
        4 rows in 2 row groups, written by writer 1
        column  type    nulls  bytes  codec        encodings             min  max
        id      int64?      3  1,234  SNAPPY ZSTD  PLAIN RLE_DICTIONARY  -2   10


        """)
  }

  @Test func countsAndBoundsThatAFileDoesNotTellAreLeftOut() {
    let known = chunk((.int64(1), .int64(2)), nulls: 1)
    let unknown = chunk(nulls: nil, bytes: 104..<204)
    let json = description([column()], [[known], [unknown]], createdBy: nil).json
    #expect(json.contains(#""created_by":null"#))
    #expect(json.contains(#""nulls":null,"bytes":200,"minimum":"1","maximum":"2""#))
  }

  @Test func anEncryptedColumnIsSaidToBe() {
    let text = description([column()], [[chunk(isEncrypted: true)]]).text
    #expect(text.contains("id      int64, encrypted  "))
  }

  @Test func aFileWithoutRowsHasItsColumns() {
    let empty = description([column()], [])
    #expect(empty.text.hasPrefix("0 rows in 0 row groups, "))
    #expect(
      empty.json == """
        {"rows":0,"row_groups":0,"created_by":"writer 1","columns":[{"name":"id","type":"int64",\
        "required":true,"codecs":[],"encodings":[],"nulls":0,"bytes":0,"minimum":null,\
        "maximum":null}],"metadata":{}}
        """)
  }

  @Test func metadataFollowsTheColumns() {
    let text = description(
      [column()], [[chunk()]], keyValues: [("source", "rok_players"), ("empty", nil)]
    ).text
    #expect(text.hasSuffix("\nmetadata\n  source = rok_players\n  empty = \n"))
  }

  @Test(arguments: [
    (100, String(repeating: "k", count: 100)),
    (1_234, String(repeating: "k", count: 64) + "… (1,234 bytes)"),
  ])
  func aLongValueOfTheMetadataIsCut(count: Int, shown: String) {
    let value = String(repeating: "k", count: count)
    let file = description([column()], [[chunk()]], keyValues: [("schema", value)])
    #expect(file.text.contains("  schema = \(shown)\n"))
    #expect(file.json.contains(#""metadata":{"schema":"\#(value)"}"#))
  }

  @Test(arguments: [
    (24, String(repeating: "n", count: 24)), (25, String(repeating: "n", count: 23) + "…"),
  ])
  func aLongBoundIsCutInTheTableAlone(count: Int, shown: String) {
    let bound = ColumnValue.bytes([UInt8](repeating: UInt8(ascii: "n"), count: count))
    let file = description([column("name", .string)], [[chunk((bound, bound))]])
    #expect(file.text.contains("  \(shown)  \(shown)\n"))
    #expect(file.json.contains(#""minimum":"\#(String(repeating: "n", count: count))""#))
  }

  @Test func namesCannotSteerATerminal() {
    let file = description(
      [column("a\u{1B}[2J")], [[chunk()]], keyValues: [("k\u{9B}", "v\n")], createdBy: "w\u{7}")
    #expect(file.text.contains("written by w\u{FFFD}\n"))
    #expect(file.text.contains("\na\u{FFFD}[2J  "))
    #expect(file.text.contains("  k\u{FFFD} = v\u{FFFD}\n"))
  }
}
