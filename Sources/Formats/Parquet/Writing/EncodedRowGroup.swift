import Bytes

/// An encoded row group that is not yet placed in a file.
package struct EncodedRowGroup: Sendable {
  package let rowCount: Int
  /// In the order of the schema.
  package let chunks: [EncodedColumnChunk]

  /// The size of the row group in a file.
  package var byteCount: Int { chunks.reduce(0) { $0 + $1.bytes.count } }
}
