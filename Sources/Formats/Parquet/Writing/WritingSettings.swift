/// How rows are cut into pages, and what is written about them.
package struct WritingSettings: Sendable, Hashable {
  /// The most rows of a page: the less, the fewer bytes a search for a few rows reads.
  package var rowsPerPage = 20_000
  /// A page ends before it has more bytes of values than this, uncompressed.
  package var bytesPerPage = 1 << 20
  /// A column whose dictionary would be larger is written plain.
  package var dictionaryByteCount = 1 << 18
  /// Numbers whose differences take more bits are written plain: fastparquet misreads packed
  /// numbers of more than 28 bits without an error.
  package var maxDeltaBitWidth = 28
  /// Bounds of longer strings are cut.
  package var boundByteCount = 64
  /// Whether every page carries a CRC-32 of its bytes.
  package var writesChecksums = true

  package init() {}
}
