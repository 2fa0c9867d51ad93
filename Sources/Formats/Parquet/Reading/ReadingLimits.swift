/// What a file may ask of the reader, so that a damaged or hostile one ends in an error.
package struct ReadingLimits: Sendable, Hashable {
  /// Of the metadata at the end of the file.
  package var footerByteCount = 64 << 20
  /// Of one page, after decompression.
  package var pageByteCount = 256 << 20
  /// A run of equal values takes a few bytes however long it is, so rows have a limit of their own.
  package var rowsPerRowGroup = 1 << 24
  /// Of what the pages of one column chunk become: by decompression, and as byte arrays that share
  /// their beginnings (DELTA_BYTE_ARRAY).
  package var expandedByteCount = 1 << 30
  /// Rows that a file may have however small it is; beyond them it has at most one row a byte.
  package var rowsOfSmallFile = 1 << 20
  /// Bytes that the values read at once may become however small the file is; beyond them, 64 for
  /// each byte of the file.
  package var expandedByteCountOfSmallFile = 64 << 20

  package init() {}

  /// How many rows a file may have if its values are to be read: all their values lie in memory.
  func rowCount(ofFile byteCount: Int) -> Int { max(rowsOfSmallFile, byteCount) }

  /// What the values that are read at once may become.
  func expandedByteCount(ofFile byteCount: Int) -> Int {
    let (product, overflows) = byteCount.multipliedReportingOverflow(by: 64)
    return overflows ? .max : max(expandedByteCountOfSmallFile, product)
  }
}
