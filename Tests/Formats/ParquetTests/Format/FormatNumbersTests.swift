import Compression
import Testing

@testable import Parquet

/// The numbers of parquet.thrift with their names, and numbers of later versions.
@Suite struct FormatNumbersTests {
  @Test(arguments: [
    (Int32(0), "PLAIN"), (2, "PLAIN_DICTIONARY"), (3, "RLE"), (4, "BIT_PACKED"),
    (5, "DELTA_BINARY_PACKED"), (6, "DELTA_LENGTH_BYTE_ARRAY"), (7, "DELTA_BYTE_ARRAY"),
    (8, "RLE_DICTIONARY"), (9, "BYTE_STREAM_SPLIT"), (1, "encoding 1"), (10, "encoding 10"),
    (-1, "encoding -1"),
  ])
  func encodings(number: Int32, name: String) {
    #expect(Encoding(rawValue: number).description == name)
  }

  @Test(arguments: [
    (Int32(0), "UNCOMPRESSED"), (1, "SNAPPY"), (2, "GZIP"), (3, "LZO"), (4, "BROTLI"), (5, "LZ4"),
    (6, "ZSTD"), (7, "LZ4_RAW"), (8, "codec 8"), (-1, "codec -1"),
  ])
  func codecs(number: Int32, name: String) {
    #expect(CompressionCodec(rawValue: number).description == name)
  }

  @Test(arguments: [
    (Int32(0), "BOOLEAN"), (1, "INT32"), (2, "INT64"), (3, "INT96"), (4, "FLOAT"), (5, "DOUBLE"),
    (6, "BYTE_ARRAY"), (7, "FIXED_LEN_BYTE_ARRAY"), (8, "type 8"), (-1, "type -1"),
  ])
  func physicalTypes(number: Int32, name: String) {
    #expect(PhysicalType(rawValue: number).description == name)
  }

  @Test(
    arguments: [
      (.uncompressed, .uncompressed), (.snappy, .snappy), (.gzip, .gzip), (.zstd, .zstd),
    ] as [(BlockCodec, CompressionCodec)])
  func codecsThatAreWritten(_ codec: BlockCodec, written: CompressionCodec) {
    #expect(CompressionCodec(codec) == written)
  }

  @Test(
    arguments: [
      (.decimal(scale: 2, precision: 9), "decimal(9, 2)"),
      (.time(isAdjustedToUTC: true, .millis), "time(millis)"),
      (.time(isAdjustedToUTC: false, .nanos), "time(nanos, local)"),
      (.timestamp(isAdjustedToUTC: true, .micros), "timestamp(micros)"),
      (.timestamp(isAdjustedToUTC: false, .millis), "timestamp(millis, local)"),
      (.integer(bitWidth: 16, isSigned: true), "int16"),
      (.integer(bitWidth: 64, isSigned: false), "uint64"), (.null, "null"), (.uuid, "uuid"),
      (.float16, "float16"), (.enum, "enum"), (.map, "map"), (.date, "date"),
      (.other(17), "logical type 17"),
    ] as [(LogicalType, String)])
  func logicalTypes(type: LogicalType, name: String) {
    #expect(type.description == name)
  }

  @Test(
    arguments: [
      (.boolean, "boolean", .boolean), (.int32, "int32", .int32), (.int64, "int64", .int64),
      (.float, "float", .float), (.double, "double", .double), (.bytes, "bytes", .byteArray),
      (.string, "string", .byteArray), (.date, "date", .int32),
      (.timestamp(.nanos), "timestamp(nanos)", .int64),
      (.timestampMicros, "timestamp(micros)", .int64),
    ] as [(ColumnType, String, PhysicalType)])
  func columnTypes(type: ColumnType, name: String, physicalType: PhysicalType) {
    #expect(type.description == name && type.physicalType == physicalType)
  }
}
