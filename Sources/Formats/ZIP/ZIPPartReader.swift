package import Compression

/// Reads the content of a part in steps, so that only one step is in memory.
///
/// The size of a part is known after reading it, not from the archive's claims; size and checksum
/// are compared at the end.
package struct ZIPPartReader {
  private let part: ZIPPart
  private let compressed: UnsafeRawBufferPointer
  private let limits: InflateLimits
  private let inflater: InflateStream?
  private var contentCount = 0
  private var checksum: UInt32 = 0

  /// - Parameter archive: must outlive the reader.
  package init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: InflateLimits
  ) throws(ZIPError) {
    self.part = part
    self.limits = limits
    compressed = try part.compressed(in: archive)
    do throws(InflateError) {
      inflater = part.method == .deflated ? try InflateStream(.none) : nil
    } catch {
      throw ZIPError(.inflation(error), part: part.name)
    }
    inflater?.begin(compressed)
  }

  /// Reads as much as there is room for.
  /// - Returns: the number of bytes, 0 at the end.
  package mutating func read(
    into output: UnsafeMutableRawBufferPointer
  ) throws(ZIPError) -> Int {
    let count: Int
    do throws(InflateError) {
      count = try inflater?.inflate(into: output) ?? copy(into: output)
      let content = UnsafeRawBufferPointer(rebasing: output[..<count])
      contentCount += count
      checksum = CRC32.checksum(content, after: checksum)
      try limits.check(contentCount: contentCount, compressedCount: readCount)
    } catch {
      throw ZIPError(.inflation(error), part: part.name)
    }
    if count == 0 { try checkWhole() }
    return count
  }

  /// The consumed compressed bytes.
  private var readCount: Int { inflater?.readCount ?? contentCount }

  /// Reads uncompressed content.
  private func copy(into output: UnsafeMutableRawBufferPointer) -> Int {
    let content = UnsafeRawBufferPointer(
      rebasing: compressed[contentCount...].prefix(output.count))
    output.copyMemory(from: content)
    return content.count
  }

  private func checkWhole() throws(ZIPError) {
    guard readCount == compressed.count, contentCount == part.contentCount else {
      throw ZIPError(.wrongSize, part: part.name)
    }
    guard checksum == part.checksum else { throw ZIPError(.wrongChecksum, part: part.name) }
  }
}
