package import Compression

/// Reads the content of a part step by step, so that no more of it than a step is in memory.
///
/// How much a part holds is known once it was read, and not from what the archive says; its size
/// and its checksum are compared at the end.
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
  /// - Returns: the bytes that were read, 0 at the end.
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

  /// Compressed bytes that were used up.
  private var readCount: Int { inflater?.readCount ?? contentCount }

  /// Reads content that is stored as it is.
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
