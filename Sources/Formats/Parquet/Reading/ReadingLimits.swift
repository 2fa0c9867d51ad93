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
