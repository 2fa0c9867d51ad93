import Bytes

@testable import Parquet

/// Pages put together byte by byte, as other writers write them.
struct HandMadePages {
  private var bytes: [UInt8] = []

  mutating func dictionary(_ body: [UInt8], valueCount: Int32, encoding: Encoding = .plain) {
    append(body) {
      $0.type = .dictionaryPage
      $0.dictionaryPage = DictionaryPageHeader(valueCount: valueCount, encoding: encoding)
    }
  }

  mutating func data(_ body: [UInt8], valueCount: Int32, _ encoding: Encoding) {
    append(body) {
      $0.type = .dataPage
      $0.dataPage = DataPageHeader(valueCount: valueCount, encoding: encoding)
    }
  }

  /// - Parameters:
  ///   - levels: Definition levels without a length before them.
  ///   - values: As they stand in the file.
  ///   - valuesByteCount: Before compression.
  mutating func dataV2(
    levels: [UInt8], values: [UInt8], valuesByteCount: Int, isCompressed: Bool,
    valueCount: Int32, nullCount: Int32, _ encoding: Encoding
  ) {
    append(levels + values, byteCount: levels.count + valuesByteCount) {
      $0.type = .dataPageV2
      $0.dataPageV2 = DataPageHeaderV2(
        valueCount: valueCount, nullCount: nullCount, encoding: encoding,
        definitionLevelByteCount: Int32(levels.count), isCompressed: isCompressed)
    }
  }

  /// A page of another type, which readers skip.
  mutating func index(_ body: [UInt8]) { append(body) { $0.type = .indexPage } }

  /// The pages as they stand in a file.
  var file: [UInt8] { bytes }

  func decode(
    _ type: ColumnType, rowCount: Int, isRequired: Bool = true,
    codec: CompressionCodec = .uncompressed, limits: ReadingLimits = ReadingLimits()
  ) throws -> [ColumnValue?] {
    let column = FileColumn(
      name: "column", physicalType: type.physicalType, type: type, isRequired: isRequired,
      annotation: "")
    let run = PageRun(bytes: SharedBytes(bytes), fileOffset: 4, rowCount: rowCount)
    let values = try ColumnChunkDecoder.decode([run], of: column, codec: codec, limits: limits)
    return (0..<values.count).map { values[$0] }
  }

  private mutating func append(
    _ body: [UInt8], byteCount: Int? = nil, _ complete: (inout PageHeader) -> Void
  ) {
    var header = PageHeader()
    header.uncompressedByteCount = Int32(byteCount ?? body.count)
    header.compressedByteCount = Int32(body.count)
    complete(&header)
    var thrift = ThriftCompactWriter()
    thrift.structure(header)
    bytes += thrift.bytes + body
  }
}
