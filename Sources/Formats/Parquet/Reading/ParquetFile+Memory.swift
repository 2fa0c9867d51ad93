import Bytes

extension ParquetFile {
  /// The approximate memory of the open file: its tail and the parsed footer.
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

  /// The heap memory of a chunk's list of encodings and two bounds.
  private static var boundBytes: Int { 160 }
}
