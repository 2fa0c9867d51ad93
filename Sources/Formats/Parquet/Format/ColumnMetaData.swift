/// Where and how the values of one column in one row group are stored (parquet.thrift,
/// ColumnMetaData).
struct ColumnMetaData {
  var type = PhysicalType.int32
  var encodings: [Encoding] = []
  /// The names from below the root down to the leaf. Written, but not read: chunks are in the order
  /// of the schema.
  var path: [String] = []
  var codec = CompressionCodec.uncompressed
  /// Including nulls.
  var valueCount: Int64 = 0
  /// Of all pages, with their headers.
  var uncompressedByteCount: Int64 = 0
  /// Of all pages, with their headers.
  var compressedByteCount: Int64 = 0
  var dataPageOffset: Int64 = 0
  var dictionaryPageOffset: Int64?
  var statistics: Statistics?
  /// Written, but not read.
  var encodingStatistics: [PageEncodingStats] = []
}

extension ColumnMetaData: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(1, 2, 3, 4, 5, 6, 7, 9)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 1: type = PhysicalType(rawValue: try reader.int32(field))
      case 2: encodings = try reader.int32s(field).map { Encoding(rawValue: $0) }
      case 4: codec = CompressionCodec(rawValue: try reader.int32(field))
      case 5: valueCount = try reader.int64(field)
      case 6: uncompressedByteCount = try reader.int64(field)
      case 7: compressedByteCount = try reader.int64(field)
      case 9: dataPageOffset = try reader.int64(field)
      case 11: dictionaryPageOffset = try reader.int64(field)
      case 12: statistics = try reader.structure(Statistics.self, field)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "ColumnMetaData")
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, type.rawValue)
    writer.field(2, encodings.map(\.rawValue))
    writer.field(3, path.map { Array($0.utf8) })
    writer.field(4, codec.rawValue)
    writer.field(5, valueCount)
    writer.field(6, uncompressedByteCount)
    writer.field(7, compressedByteCount)
    writer.field(9, dataPageOffset)
    if let dictionaryPageOffset { writer.field(11, dictionaryPageOffset) }
    if let statistics { writer.field(12, statistics) }
    if !encodingStatistics.isEmpty { writer.field(13, encodingStatistics) }
  }
}

/// The number of pages of a chunk with a type and an encoding (parquet.thrift, PageEncodingStats).
struct PageEncodingStats: Equatable {
  var pageType = PageType.dataPage
  var encoding = Encoding.plain
  var pageCount: Int32 = 0
}

extension PageEncodingStats: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: pageType = PageType(rawValue: try reader.int32(field))
      case 2: encoding = Encoding(rawValue: try reader.int32(field))
      case 3: pageCount = try reader.int32(field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, pageType.rawValue)
    writer.field(2, encoding.rawValue)
    writer.field(3, pageCount)
  }
}

/// What is known about a chunk's or a page's values (parquet.thrift, Statistics).
///
/// Bounds are in PLAIN encoding, byte arrays without their length. The deprecated fields 1 and 2
/// are neither read nor written: their order was never defined for byte arrays.
struct Statistics: Equatable {
  var nullCount: Int64?
  var minimum: [UInt8]?
  var maximum: [UInt8]?
  var isMinimumExact: Bool?
  var isMaximumExact: Bool?
}

extension Statistics: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 3: nullCount = try reader.int64(field)
      case 5: maximum = try reader.binary(field)
      case 6: minimum = try reader.binary(field)
      case 7: isMaximumExact = try reader.bool(field)
      case 8: isMinimumExact = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    if let nullCount { writer.field(3, nullCount) }
    if let maximum { writer.field(5, maximum) }
    if let minimum { writer.field(6, minimum) }
    if let isMaximumExact { writer.field(7, isMaximumExact) }
    if let isMinimumExact { writer.field(8, isMinimumExact) }
  }
}
