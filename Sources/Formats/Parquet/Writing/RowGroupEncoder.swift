import Bytes

/// Encodes row groups, one after another, independently of their file.
///
/// Several encoders may work concurrently on as many row groups; each keeps its working memory and
/// belongs to one task at a time. Columns are appended in the order of the schema.
///
/// ```swift
/// let encoder = RowGroupEncoder(schema: schema)
/// try encoder.begin(rowCount: 2)
/// try encoder.append(int64: [100_000_007, 100_000_008].span)
/// try encoder.append(repeating: .int32(51))
/// let rowGroup = try encoder.finish()
/// ```
package final class RowGroupEncoder {
  package let schema: ParquetSchema
  private let chunkEncoder: ColumnChunkEncoder
  private var rowCount = 0
  private var chunks: [EncodedColumnChunk] = []

  /// - Parameter schema: that of the file's `ParquetWriter`.
  package init(schema: ParquetSchema, settings: WritingSettings = WritingSettings()) {
    self.schema = schema
    chunkEncoder = ColumnChunkEncoder(settings: settings)
  }

  /// Starts a row group and drops an unfinished one.
  /// - Parameter rowCount: at least 1 and less than 2^31.
  package func begin(rowCount: Int) throws(ParquetError) {
    guard rowCount > 0, rowCount <= Int(Int32.max) else {
      throw ParquetError(.misuse, expected: "1 to \(Int32.max) rows", found: "\(rowCount)")
    }
    self.rowCount = rowCount
    chunks.removeAll(keepingCapacity: true)
  }

  /// Appends a column of the type `int64` or `timestampMicros`.
  /// - Parameters:
  ///   - values: one per row; the value of a null row does not matter.
  ///   - presence: one byte per row, 1 for a value and 0 for null; `nil` if there are no nulls.
  /// - Throws: `ParquetError` with the code `misuse` if the column has another type, the counts
  ///   differ from the rows, or a required column has a null.
  package func append(
    int64 values: Span<Int64>, presence: Span<UInt8>? = nil
  ) throws(ParquetError) {
    let column = try nextColumn(.int64, valueCount: values.count, presence)
    try values.withUnsafeBufferPointer { values throws(ParquetError) in
      try withPresence(presence) { presence throws(ParquetError) in
        chunks.append(try chunkEncoder.encode(values, presence: presence, column: column))
      }
    }
  }

  /// Appends a column of the type `int32` or `date`; see `append(int64:presence:)`.
  package func append(
    int32 values: Span<Int32>, presence: Span<UInt8>? = nil
  ) throws(ParquetError) {
    let column = try nextColumn(.int32, valueCount: values.count, presence)
    try values.withUnsafeBufferPointer { values throws(ParquetError) in
      try withPresence(presence) { presence throws(ParquetError) in
        chunks.append(try chunkEncoder.encode(values, presence: presence, column: column))
      }
    }
  }

  /// Appends a column of the type `string`; see `append(int64:presence:)`.
  /// - Parameters:
  ///   - bytes: valid UTF-8, the concatenated values of all rows.
  ///   - offsets: the start of each value and the end of the last: one more than there are rows, in
  ///     ascending order.
  package func append(
    strings bytes: Span<UInt8>, offsets: Span<UInt32>, presence: Span<UInt8>? = nil
  ) throws(ParquetError) {
    let column = try nextColumn(.byteArray, valueCount: offsets.count - 1, presence)
    try bytes.withUnsafeBufferPointer { bytes throws(ParquetError) in
      try offsets.withUnsafeBufferPointer { offsets throws(ParquetError) in
        let values = ByteArrays(bytes: UnsafeRawBufferPointer(bytes), offsets: offsets)
        guard values.isSound else {
          throw column.misuse(
            expected: "ascending offsets within \(bytes.count) bytes", found: "others")
        }
        try withPresence(presence) { presence throws(ParquetError) in
          chunks.append(try chunkEncoder.encode(values, presence: presence, column: column))
        }
      }
    }
  }

  /// Appends a column in which all rows have this value, or are null, at no cost per row.
  package func append(repeating value: ColumnValue?) throws(ParquetError) {
    let type =
      value?.physicalType ?? schema.columns[min(chunks.count, lastColumn)].type.physicalType
    let column = try nextColumn(type, valueCount: rowCount, nil)
    if value == nil, column.isRequired {
      throw column.misuse(expected: "a value for a required column", found: "null")
    }
    chunks.append(
      try chunkEncoder.encode(repeating: value, rowCount: rowCount, column: column))
  }

  /// Ends the row group.
  /// - Throws: `ParquetError` with the code `misuse` if columns are missing.
  package func finish() throws(ParquetError) -> EncodedRowGroup {
    guard rowCount > 0, chunks.count == schema.columns.count else {
      throw ParquetError(
        .misuse, expected: "\(schema.columns.count) columns", found: "\(chunks.count)")
    }
    defer {
      rowCount = 0
      chunks = []
    }
    return EncodedRowGroup(rowCount: rowCount, chunks: chunks)
  }

  // MARK: Details

  private var lastColumn: Int { schema.columns.count - 1 }

  private func nextColumn(
    _ type: PhysicalType, valueCount: Int, _ presence: Span<UInt8>?
  ) throws(ParquetError) -> ColumnSchema {
    guard rowCount > 0, chunks.count < schema.columns.count else {
      throw ParquetError(
        .misuse, expected: "a column of a row group that was begun", found: "one more")
    }
    let column = schema.columns[chunks.count]
    guard column.type.physicalType == type else {
      throw column.misuse(expected: "\(column.type.physicalType)", found: "\(type)")
    }
    guard valueCount == rowCount else {
      throw column.misuse(expected: "\(rowCount) values", found: "\(valueCount)")
    }
    guard let presence else { return column }
    guard presence.count == rowCount else {
      throw column.misuse(expected: "presence of \(rowCount) rows", found: "\(presence.count)")
    }
    let presentCount = presence.withUnsafeBufferPointer(DefinitionLevelEncoder.count)
    if column.isRequired, presentCount < rowCount {
      throw column.misuse(expected: "a required column", found: "\(rowCount - presentCount) nulls")
    }
    return column
  }

  private func withPresence(
    _ presence: Span<UInt8>?,
    _ body: (UnsafeBufferPointer<UInt8>?) throws(ParquetError) -> Void
  ) throws(ParquetError) {
    guard let presence else { return try body(nil) }
    try presence.withUnsafeBufferPointer(body)
  }
}

/// An encoded row group that is not yet placed in a file.
package struct EncodedRowGroup: Sendable {
  package let rowCount: Int
  /// In the order of the schema.
  package let chunks: [EncodedColumnChunk]

  /// The size of the row group in a file.
  package var byteCount: Int { chunks.reduce(0) { $0 + $1.bytes.count } }
}
