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
