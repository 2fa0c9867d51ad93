/// What a file says about itself.
package struct ParquetMetadata: Sendable {
  package let rowCount: Int
  /// The leaves of the schema, in the order of the chunks.
  package let columns: [FileColumn]
  package let rowGroups: [RowGroupMetadata]
  package let keyValues: [(key: String, value: String?)]
  /// The application that wrote the file, if it says so.
  package let createdBy: String?

  /// The first column of that name.
  package func columnIndex(named name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  /// The value of the first pair with that key.
  package func value(forKey key: String) -> String? {
    keyValues.first { $0.key == key }?.value
  }
}

/// One leaf of a file's schema.
package struct FileColumn: Sendable, Hashable {
  /// The names from below the root down to the leaf, joined by dots.
  package let name: String
  package let physicalType: PhysicalType
  /// Nil for a column that this module does not read.
  package let type: ColumnType?
  /// What the values stand for, also of a column that is not read; nil where they are what they are
  /// stored as.
  package var logicalType: LogicalType?
  /// Whether a row may have no value, one or many; such a column is not read.
  package var isNested = false
  package let isRequired: Bool
  /// The type in the words of the format, also of a column that is not read.
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

/// A run of rows, each column of which is stored by itself.
package struct RowGroupMetadata: Sendable {
  package let rowCount: Int
  /// One for each of the file's columns.
  package let chunks: [ColumnChunkMetadata]
}

/// Where and how the values of one column in one row group are stored.
package struct ColumnChunkMetadata: Sendable {
  package let codec: CompressionCodec
  package let encodings: [Encoding]
  /// Nulls count too.
  package let valueCount: Int
  /// Where all pages stand in the file, the dictionary page first.
  package let byteRange: Range<Int>
  package let hasDictionary: Bool
  /// Whether its values can be read only with a key.
  package let isEncrypted: Bool
  /// At most the number of values; nil if unknown.
  package let nullCount: Int?
  /// At most the least value; nil if unknown, or if there are only nulls.
  package let minimum: ColumnValue?
  /// At least the greatest value; nil if unknown, or if there are only nulls.
  package let maximum: ColumnValue?
  /// Whether the bounds are values of the chunk; long texts may be cut.
  package let hasExactBounds: Bool
  /// The first data page's place in the file.
  let dataPageOffset: Int
  let columnIndexRange: Range<Int>?
  let offsetIndexRange: Range<Int>?
}
