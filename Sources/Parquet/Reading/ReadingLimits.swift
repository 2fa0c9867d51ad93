/// What a file may ask of the reader, so that a damaged or hostile one ends in an error.
package struct ReadingLimits: Sendable, Hashable {
  /// Of the metadata at the end of the file.
  package var footerByteCount = 64 << 20
  /// Of one page, after decompression.
  package var pageByteCount = 256 << 20
  /// A run of equal values takes a few bytes however long it is, so rows have a limit of their own.
  package var rowsPerRowGroup = 1 << 24
  /// Of one column chunk of byte arrays that share their beginnings (DELTA_BYTE_ARRAY).
  package var expandedByteCount = 1 << 30

  package init() {}
}
