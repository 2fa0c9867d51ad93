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
