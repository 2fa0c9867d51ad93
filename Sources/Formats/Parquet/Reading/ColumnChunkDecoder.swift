package import Bytes
import Compression

/// Whole consecutive pages of a column chunk.
package struct PageRun: Sendable {
  /// Starts at a page header.
  package let bytes: SharedBytes
  /// The position of the bytes in the file.
  package let fileOffset: Int
  /// The rows of the data pages; pages after these rows are ignored.
  package let rowCount: Int

  package init(bytes: SharedBytes, fileOffset: Int, rowCount: Int) {
    self.bytes = bytes
    self.fileOffset = fileOffset
    self.rowCount = rowCount
  }
}

/// Decodes the pages of a column chunk: bytes in, values out.
package enum ColumnChunkDecoder {
  /// Decodes all rows of some runs of pages; the dictionary page comes before all data pages, and
  /// data pages may be missing between runs.
  /// - Throws: `ParquetError`, with the code `unsupported` for a type, codec or encoding that is
  ///   not read, and others for damage.
  package static func decode(
    _ runs: [PageRun], of column: FileColumn, codec: CompressionCodec,
    limits: ReadingLimits = ReadingLimits()
  ) throws(ParquetError) -> ColumnValues {
    guard let type = column.type else {
      throw ParquetError(
        .unsupported, expected: "a flat column of a type that is read",
        found: column.annotation, at: .init(column: column.name))
    }
    guard let blockCodec = BlockCodec(codec) else {
      throw ParquetError(
        .unsupported, expected: "UNCOMPRESSED, SNAPPY, GZIP or ZSTD", found: "\(codec)",
        at: .init(column: column.name))
    }
    // Each case creates a decoder of its own type, which the compiler specialises.
    switch type.physicalType {
    case .boolean: return try decode(runs, column, blockCodec, limits, BooleanPageDecoder())
    case .int32: return try decode(runs, column, blockCodec, limits, NumberPageDecoder<Int32>())
    case .int64: return try decode(runs, column, blockCodec, limits, NumberPageDecoder<Int64>())
    case .float: return try decode(runs, column, blockCodec, limits, NumberPageDecoder<Float>())
    case .double: return try decode(runs, column, blockCodec, limits, NumberPageDecoder<Double>())
    default:
      return try decode(runs, column, blockCodec, limits, ByteArrayPageDecoder(limits: limits))
    }
  }

  @inline(__always)
  private static func decode(
    _ runs: [PageRun], _ column: FileColumn, _ codec: BlockCodec, _ limits: ReadingLimits,
    _ values: some PageValueDecoder
  ) throws(ParquetError) -> ColumnValues {
    var reader = PageReader(column: column, codec: codec, limits: limits, values: values)
    for run in runs { try reader.read(run) }
    return reader.columnValues
  }
}

extension BlockCodec {
  /// `nil` for an unsupported codec.
  fileprivate init?(_ codec: CompressionCodec) {
    switch codec {
    case .uncompressed: self = .uncompressed
    case .snappy: self = .snappy
    case .gzip: self = .gzip
    case .zstd: self = .zstd
    default: return nil
    }
  }
}
