import Bytes

extension ParquetFile {
  /// About how much memory the opened file holds: its end, and what was read from its footer.
  package var memoryByteCount: Int {
    let (chunks, overflows) = metadata.rowGroups.count.multipliedReportingOverflow(
      by: metadata.columns.count)
    let texts = metadata.keyValues.reduce(0) { sum, pair in
      sum + pair.key.utf8.count + (pair.value?.utf8.count ?? 0)
    }
    let chunkBytes = MemoryLayout<ColumnChunkMetadata>.stride + Self.boundBytes
    let (held, isTooMuch) = chunks.multipliedReportingOverflow(by: chunkBytes)
    return overflows || isTooMuch ? .max : held + texts + tail.count
  }

  /// What the list of encodings and the two bounds of a chunk take beyond their inline size.
  private static var boundBytes: Int { 160 }
}
