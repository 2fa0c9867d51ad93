/// A run of rows, with one chunk for each leaf of the schema (parquet.thrift, RowGroup).
struct RowGroup {
  var chunks: [ColumnChunk] = []
  /// Uncompressed, with page headers.
  var totalByteCount: Int64 = 0
  var rowCount: Int64 = 0
  var fileOffset: Int64?
  var compressedByteCount: Int64?
  var ordinal: Int16?
}

extension RowGroup: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(1, 3)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 1: chunks = try reader.structures(ColumnChunk.self, field)
      case 2: totalByteCount = try reader.int64(field)
      case 3: rowCount = try reader.int64(field)
      case 5: fileOffset = try reader.int64(field)
      case 6: compressedByteCount = try reader.int64(field)
      case 7: ordinal = try reader.int16(field)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "RowGroup")
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, chunks)
    writer.field(2, totalByteCount)
    writer.field(3, rowCount)
    if let fileOffset { writer.field(5, fileOffset) }
    if let compressedByteCount { writer.field(6, compressedByteCount) }
    if let ordinal { writer.field(7, ordinal) }
  }
}

/// The positions of a column chunk and its page indexes (parquet.thrift, ColumnChunk).
struct ColumnChunk {
  /// Set if the chunk is in another file, which this module does not read.
  var filePath: String?
  /// `nil` only in damaged or encrypted files.
  var metaData: ColumnMetaData?
  /// Whether the pages are encrypted; the metadata may still be readable.
  var isEncrypted = false
  var offsetIndexOffset: Int64?
  var offsetIndexByteCount: Int32?
  var columnIndexOffset: Int64?
  var columnIndexByteCount: Int32?
}

extension ColumnChunk: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: filePath = try reader.string(field)
      case 3: metaData = try reader.structure(ColumnMetaData.self, field)
      case 4: offsetIndexOffset = try reader.int64(field)
      case 5: offsetIndexByteCount = try reader.int32(field)
      case 6: columnIndexOffset = try reader.int64(field)
      case 7: columnIndexByteCount = try reader.int32(field)
      case 8, 9:
        isEncrypted = true
        try reader.skip(field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    // Field 2 is deprecated but required; 0 means that the metadata is only in the footer.
    writer.field(2, Int64(0))
    if let metaData { writer.field(3, metaData) }
    if let offsetIndexOffset { writer.field(4, offsetIndexOffset) }
    if let offsetIndexByteCount { writer.field(5, offsetIndexByteCount) }
    if let columnIndexOffset { writer.field(6, columnIndexOffset) }
    if let columnIndexByteCount { writer.field(7, columnIndexByteCount) }
  }
}
