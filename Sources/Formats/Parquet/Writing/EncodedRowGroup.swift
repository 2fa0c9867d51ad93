import Bytes

/// A row group that is encoded and not yet placed in a file.
package struct EncodedRowGroup: Sendable {
  package let rowCount: Int
  /// In the order of the schema.
  package let chunks: [EncodedColumnChunk]

  /// What the row group takes in a file.
  package var byteCount: Int { chunks.reduce(0) { $0 + $1.bytes.count } }
}
