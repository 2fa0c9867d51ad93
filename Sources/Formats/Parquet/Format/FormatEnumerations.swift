// The enumerations of parquet.thrift. They are open: an unknown number from a later version of the
// format must not prevent reading the rest of the file.

/// How a column's values are stored, without their meaning (parquet.thrift, Type).
package struct PhysicalType: RawRepresentable, Sendable, Hashable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let boolean = PhysicalType(rawValue: 0)
  package static let int32 = PhysicalType(rawValue: 1)
  package static let int64 = PhysicalType(rawValue: 2)
  package static let int96 = PhysicalType(rawValue: 3)
  package static let float = PhysicalType(rawValue: 4)
  package static let double = PhysicalType(rawValue: 5)
  package static let byteArray = PhysicalType(rawValue: 6)
  package static let fixedLengthByteArray = PhysicalType(rawValue: 7)
}

/// The encoding of a page's values or levels (parquet.thrift, Encoding).
package struct Encoding: RawRepresentable, Sendable, Hashable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let plain = Encoding(rawValue: 0)
  /// The old name of `rleDictionary` in data pages and of `plain` in dictionary pages.
  package static let plainDictionary = Encoding(rawValue: 2)
  package static let rle = Encoding(rawValue: 3)
  package static let bitPacked = Encoding(rawValue: 4)
  package static let deltaBinaryPacked = Encoding(rawValue: 5)
  package static let deltaLengthByteArray = Encoding(rawValue: 6)
  package static let deltaByteArray = Encoding(rawValue: 7)
  package static let rleDictionary = Encoding(rawValue: 8)
  package static let byteStreamSplit = Encoding(rawValue: 9)
}

/// The compression of a column chunk's pages (parquet.thrift, CompressionCodec).
package struct CompressionCodec: RawRepresentable, Sendable, Hashable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let uncompressed = CompressionCodec(rawValue: 0)
  package static let snappy = CompressionCodec(rawValue: 1)
  package static let gzip = CompressionCodec(rawValue: 2)
  package static let lzo = CompressionCodec(rawValue: 3)
  package static let brotli = CompressionCodec(rawValue: 4)
  package static let lz4 = CompressionCodec(rawValue: 5)
  package static let zstd = CompressionCodec(rawValue: 6)
  package static let lz4Raw = CompressionCodec(rawValue: 7)
}

/// Whether a field may be missing or repeated (parquet.thrift, FieldRepetitionType).
struct Repetition: RawRepresentable, Hashable {
  let rawValue: Int32

  static let required = Repetition(rawValue: 0)
  static let optional = Repetition(rawValue: 1)
  static let repeated = Repetition(rawValue: 2)
}

/// The older annotation of a physical type (parquet.thrift, ConvertedType).
struct ConvertedType: RawRepresentable, Hashable {
  let rawValue: Int32

  static let utf8 = ConvertedType(rawValue: 0)
  static let map = ConvertedType(rawValue: 1)
  static let mapKeyValue = ConvertedType(rawValue: 2)
  static let list = ConvertedType(rawValue: 3)
  static let `enum` = ConvertedType(rawValue: 4)
  static let decimal = ConvertedType(rawValue: 5)
  static let date = ConvertedType(rawValue: 6)
  static let timeMillis = ConvertedType(rawValue: 7)
  static let timeMicros = ConvertedType(rawValue: 8)
  static let timestampMillis = ConvertedType(rawValue: 9)
  static let timestampMicros = ConvertedType(rawValue: 10)
  static let uint8 = ConvertedType(rawValue: 11)
  static let uint16 = ConvertedType(rawValue: 12)
  static let uint32 = ConvertedType(rawValue: 13)
  static let uint64 = ConvertedType(rawValue: 14)
  static let int8 = ConvertedType(rawValue: 15)
  static let int16 = ConvertedType(rawValue: 16)
  static let int32 = ConvertedType(rawValue: 17)
  static let int64 = ConvertedType(rawValue: 18)
  static let json = ConvertedType(rawValue: 19)
  static let bson = ConvertedType(rawValue: 20)
  static let interval = ConvertedType(rawValue: 21)
}

/// parquet.thrift, PageType.
struct PageType: RawRepresentable, Hashable {
  let rawValue: Int32

  static let dataPage = PageType(rawValue: 0)
  static let indexPage = PageType(rawValue: 1)
  static let dictionaryPage = PageType(rawValue: 2)
  static let dataPageV2 = PageType(rawValue: 3)
}

/// Whether the bounds of a chunk's pages ascend or descend (parquet.thrift, BoundaryOrder).
package enum BoundaryOrder: Int32, Sendable {
  case unordered = 0
  case ascending, descending
}

extension Encoding: CustomStringConvertible {
  /// The name in the specification.
  package var description: String {
    switch self {
    case .plain: "PLAIN"
    case .plainDictionary: "PLAIN_DICTIONARY"
    case .rle: "RLE"
    case .bitPacked: "BIT_PACKED"
    case .deltaBinaryPacked: "DELTA_BINARY_PACKED"
    case .deltaLengthByteArray: "DELTA_LENGTH_BYTE_ARRAY"
    case .deltaByteArray: "DELTA_BYTE_ARRAY"
    case .rleDictionary: "RLE_DICTIONARY"
    case .byteStreamSplit: "BYTE_STREAM_SPLIT"
    default: "encoding \(rawValue)"
    }
  }
}

extension CompressionCodec: CustomStringConvertible {
  /// The name in the specification.
  package var description: String {
    switch self {
    case .uncompressed: "UNCOMPRESSED"
    case .snappy: "SNAPPY"
    case .gzip: "GZIP"
    case .lzo: "LZO"
    case .brotli: "BROTLI"
    case .lz4: "LZ4"
    case .zstd: "ZSTD"
    case .lz4Raw: "LZ4_RAW"
    default: "codec \(rawValue)"
    }
  }
}

extension PhysicalType: CustomStringConvertible {
  /// The name in the specification.
  package var description: String {
    let names = [
      "BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY",
      "FIXED_LEN_BYTE_ARRAY",
    ]
    return names.indices.contains(Int(rawValue)) ? names[Int(rawValue)] : "type \(rawValue)"
  }
}
