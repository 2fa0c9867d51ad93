package import Bytes

/// Assembles encoded row groups to a file (parquet-format, README.md, "File format").
///
/// Nothing is copied: the file is the concatenation of what `append` and `finish` return.
///
/// ```swift
/// var writer = ParquetWriter(schema: schema)
/// var file = try writer.append(rowGroup)
/// file += try writer.finish(metadata: [("source", "rok_players")])
/// ```
package struct ParquetWriter {
  /// Readers of the Java family use bounds of strings only from a writer with this name.
  package static let defaultCreatedBy = "standings version 0.1.0 (build 1)"

  private static let magic = SharedBytes("PAR1")

  private let schema: ParquetSchema
  private let createdBy: String
  private var rowGroups: [RowGroup] = []
  /// The indexes of all chunks in file order; they follow the last row group.
  private var columnIndexes: [ColumnIndex] = []
  private var offsetIndexes: [OffsetIndex] = []
  private var offset = 0

  /// - Parameter createdBy: in the form `application version 1.2.3 (build hash)`.
  package init(schema: ParquetSchema, createdBy: String = defaultCreatedBy) {
    self.schema = schema
    self.createdBy = createdBy
  }

  /// Places the next row group and returns its part of the file.
  /// - Throws: `ParquetError` with the code `misuse` if it was encoded for another schema.
  package mutating func append(
    _ rowGroup: EncodedRowGroup
  ) throws(ParquetError) -> [SharedBytes] {
    guard rowGroup.chunks.map(\.column) == schema.columns else {
      throw ParquetError(
        .misuse, expected: "a row group of this file's schema", found: "another",
        at: .init(rowGroup: rowGroups.count))
    }
    var pieces = beginning()
    var placed = RowGroup(rowCount: Int64(rowGroup.rowCount))
    placed.fileOffset = Int64(offset)
    placed.ordinal = Int16(exactly: rowGroups.count)
    placed.compressedByteCount = Int64(rowGroup.byteCount)
    for chunk in rowGroup.chunks {
      placed.chunks.append(ColumnChunk(metaData: chunk.metaData(at: offset)))
      placed.totalByteCount += Int64(chunk.uncompressedByteCount)
      columnIndexes.append(chunk.columnIndex)
      offsetIndexes.append(chunk.offsetIndex(at: offset))
      pieces.append(place(chunk.bytes))
    }
    rowGroups.append(placed)
    return pieces
  }

  /// Returns the rest of the file: the page indexes and the footer.
  package mutating func finish(
    metadata: [(key: String, value: String)] = []
  ) throws(ParquetError) -> [SharedBytes] {
    var pieces = beginning()
    pieces.append(
      placeIndexes(columnIndexes) { chunk, range in
        chunk.columnIndexOffset = Int64(range.lowerBound)
        chunk.columnIndexByteCount = Int32(clamping: range.count)
      })
    pieces.append(
      placeIndexes(offsetIndexes) { chunk, range in
        chunk.offsetIndexOffset = Int64(range.lowerBound)
        chunk.offsetIndexByteCount = Int32(clamping: range.count)
      })
    var footer = FileMetaData(schema: schema.elements, rowGroups: rowGroups)
    footer.rowCount = rowGroups.reduce(0) { $0 + $1.rowCount }
    footer.keyValues = metadata.map { KeyValue(key: $0.key, value: $0.value) }
    footer.createdBy = createdBy
    footer.hasTypeDefinedOrders = true
    var thrift = ThriftCompactWriter()
    thrift.structure(footer)
    guard let byteCount = UInt32(exactly: thrift.bytes.count) else {
      throw ParquetError(
        .misuse, expected: "a footer under 4 GiB", found: "\(thrift.bytes.count) bytes")
    }
    let length = withUnsafeBytes(of: byteCount.littleEndian) { Array($0) }
    pieces.append(SharedBytes(thrift.bytes + length))
    pieces.append(Self.magic)
    return pieces
  }

  // MARK: Details

  private mutating func beginning() -> [SharedBytes] {
    offset == 0 ? [place(Self.magic)] : []
  }

  private mutating func place(_ piece: SharedBytes) -> SharedBytes {
    offset += piece.count
    return piece
  }

  /// Writes one index per chunk and records its position in the footer.
  private mutating func placeIndexes(
    _ indexes: [some ThriftStruct], noting note: (inout ColumnChunk, Range<Int>) -> Void
  ) -> SharedBytes {
    var thrift = ThriftCompactWriter()
    for (number, index) in indexes.enumerated() {
      let start = offset + thrift.bytes.count
      thrift.structure(index)
      let (rowGroup, column) = number.quotientAndRemainder(dividingBy: schema.columns.count)
      note(&rowGroups[rowGroup].chunks[column], start..<(offset + thrift.bytes.count))
    }
    return place(SharedBytes(thrift.bytes))
  }
}

/// How rows are cut into pages, and what is written about them.
package struct WritingSettings: Sendable, Hashable {
  /// The max rows of a page: with fewer, a search for a few rows reads fewer bytes.
  package var rowsPerPage = 20_000
  /// The max uncompressed size of a page's values.
  package var bytesPerPage = 1 << 20
  /// A column with a larger dictionary is written plain.
  package var dictionaryByteCount = 1 << 18
  /// Numbers whose differences need more bits are written plain: fastparquet misreads packed
  /// numbers of more than 28 bits without an error.
  package var maxDeltaBitWidth = 28
  /// Bounds of longer strings are cut.
  package var boundByteCount = 64
  /// Whether every page carries a CRC-32 of its bytes.
  package var writesChecksums = true

  package init() {}
}
