/// The metadata of a file.
package struct ParquetMetadata: Sendable {
  package let rowCount: Int
  /// The leaves of the schema, in the order of the chunks.
  package let columns: [FileColumn]
  package let rowGroups: [RowGroupMetadata]
  package let keyValues: [(key: String, value: String?)]
  /// The application that wrote the file, if it is named.
  package let createdBy: String?

  /// The first column with that name.
  package func columnIndex(named name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  /// The value of the first pair with that key.
  package func value(forKey key: String) -> String? {
    keyValues.first { $0.key == key }?.value
  }
}

/// A leaf of a file's schema.
package struct FileColumn: Sendable, Hashable {
  /// The names from below the root down to the leaf, joined by dots.
  package let name: String
  package let physicalType: PhysicalType
  /// `nil` for a column that this module does not read.
  package let type: ColumnType?
  /// The logical type, also of an unsupported column; `nil` if there is none.
  package var logicalType: LogicalType?
  /// Whether the column is repeated or nested; such a column is not read.
  package var isNested = false
  package let isRequired: Bool
  /// The type in the format's terms, also of an unsupported column.
  package let annotation: String
}

extension FileColumn {
  /// The type as `inspect` names it.
  package var typeName: String {
    let physical = isNested ? physicalType.description : annotation
    let name = logicalType?.description ?? type?.description ?? physical
    return isNested ? "\(name), nested" : name
  }
}

/// A run of rows, each of whose columns is stored separately.
package struct RowGroupMetadata: Sendable {
  package let rowCount: Int
  /// One per column of the file.
  package let chunks: [ColumnChunkMetadata]
}

/// Where and how the values of one column in one row group are stored.
package struct ColumnChunkMetadata: Sendable {
  package let codec: CompressionCodec
  package let encodings: [Encoding]
  /// Including nulls.
  package let valueCount: Int
  /// The range of all pages in the file, the dictionary page first.
  package let byteRange: Range<Int>
  package let hasDictionary: Bool
  /// Whether its values can be read only with a key.
  package let isEncrypted: Bool
  /// At most the number of values; `nil` if unknown.
  package let nullCount: Int?
  /// A lower bound of the values; `nil` if unknown, or if there are only nulls.
  package let minimum: ColumnValue?
  /// An upper bound of the values; `nil` if unknown, or if there are only nulls.
  package let maximum: ColumnValue?
  /// Whether the bounds are values of the chunk; bounds of long texts may be cut.
  package let hasExactBounds: Bool
  /// The position of the first data page in the file.
  let dataPageOffset: Int
  let columnIndexRange: Range<Int>?
  let offsetIndexRange: Range<Int>?
}

/// Limits of what a file may claim, so that reading a damaged or hostile one ends in an error.
package struct ReadingLimits: Sendable, Hashable {
  /// Max size of the metadata at the end of the file.
  package var footerByteCount = 64 << 20
  /// Max size of a page after decompression.
  package var pageByteCount = 256 << 20
  /// A run of equal values takes a few bytes at any length, so rows have a limit of their own.
  package var rowsPerRowGroup = 1 << 24
  /// Max size of a column chunk's pages after decompression, and of byte arrays that share prefixes
  /// (DELTA_BYTE_ARRAY).
  package var expandedByteCount = 1 << 30
  /// Rows that a file of any size may have; beyond them it has at most one row per byte.
  package var rowsOfSmallFile = 1 << 20
  /// Bytes that the values of one read may take for a file of any size; beyond them, 64 per byte of
  /// the file.
  package var expandedByteCountOfSmallFile = 64 << 20

  package init() {}

  /// The max rows of a file whose values are read: all of them are in memory.
  func rowCount(ofFile byteCount: Int) -> Int { max(rowsOfSmallFile, byteCount) }

  /// The max memory of the values of one read.
  func expandedByteCount(ofFile byteCount: Int) -> Int {
    let (product, overflows) = byteCount.multipliedReportingOverflow(by: 64)
    return overflows ? .max : max(expandedByteCountOfSmallFile, product)
  }
}

extension ParquetMetadata {
  /// A range of the file and its owner.
  private struct Part {
    let range: Range<Int>
    let rowGroup: Int
    let column: Int
  }

  /// Checks that no bytes are named twice: what is read, and the memory it takes, is then in
  /// proportion to the file, however many row groups its footer has.
  static func checkRanges(
    of rowGroups: [RowGroupMetadata], _ columns: [FileColumn]
  ) throws(ParquetError) {
    var chunks: [Part] = []
    var indexes: [Part] = []
    for (rowGroup, metadata) in rowGroups.enumerated() {
      for (column, chunk) in metadata.chunks.enumerated() {
        chunks.append(Part(range: chunk.byteRange, rowGroup: rowGroup, column: column))
        for range in [chunk.columnIndexRange, chunk.offsetIndexRange] {
          if let range {
            indexes.append(Part(range: range, rowGroup: rowGroup, column: column))
          }
        }
      }
    }
    for parts in [chunks, indexes] { try checkDisjoint(parts, columns) }
  }

  private static func checkDisjoint(
    _ parts: [Part], _ columns: [FileColumn]
  ) throws(ParquetError) {
    let sorted = parts.lazy.filter { !$0.range.isEmpty }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (part, next) in zip(sorted, sorted.dropFirst())
    where next.range.lowerBound < part.range.upperBound {
      throw ParquetError(
        .malformed, expected: "bytes of its own",
        found: """
          bytes \(next.range) where column \(columns[part.column].name) of row group \
          \(part.rowGroup) has \(part.range)
          """,
        at: .init(column: columns[next.column].name, rowGroup: next.rowGroup))
    }
  }
}
