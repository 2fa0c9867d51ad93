internal import Compression

/// Reads the content of a part step by step, so that no more of it than a step is in memory.
///
/// How much a part holds is known once it was read, and not from what the archive says; its size
/// and its checksum are compared at the end.
struct ZIPPartReader {
  let part: ZIPPart
  private let compressed: UnsafeRawBufferPointer
  private let limits: UploadLimits
  private let inflater: DeflateStream?
  private(set) var contentCount = 0
  private var checksum: UInt32 = 0

  /// - Parameter archive: must outlive the reader.
  init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    self.part = part
    self.limits = limits
    compressed = try part.compressed(in: archive)
    do throws(DeflateStream.Failure) {
      inflater = part.method == .deflated ? try DeflateStream(compressed) : nil
    } catch {
      throw Self.rejection(error, part)
    }
  }

  /// Reads as much as there is room for.
  /// - Returns: the bytes that were read, 0 at the end.
  mutating func read(into output: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int {
    let count: Int
    do throws(DeflateStream.Failure) {
      if let inflater {
        count = try inflater.inflate(into: output)
      } else {
        count = copy(into: output)
      }
    } catch {
      throw Self.rejection(error, part)
    }
    return try account(for: UnsafeRawBufferPointer(rebasing: output[..<count]))
  }

  /// Reads content that is stored as it is.
  private func copy(into output: UnsafeMutableRawBufferPointer) -> Int {
    let content = UnsafeRawBufferPointer(
      rebasing: compressed[contentCount...].prefix(output.count))
    output.copyMemory(from: content)
    return content.count
  }

  /// Reads what is left, for the sake of the checksum.
  mutating func readToEnd(through memory: UnsafeMutableRawBufferPointer) throws(Rejection) {
    while try read(into: memory) > 0 {}
  }

  private mutating func account(for content: UnsafeRawBufferPointer) throws(Rejection) -> Int {
    contentCount += content.count
    checksum = CRC32.checksum(content, after: checksum)
    try checkLimits()
    if content.isEmpty { try checkWhole() }
    return content.count
  }

  private func checkLimits() throws(Rejection) {
    if contentCount > limits.partBytes {
      throw Rejection(
        .limitExceeded, at: Rejection.Place(part: part.name),
        found: "more than \(limits.partBytes) bytes",
        expected: "at most \(limits.partBytes) bytes")
    }
    let read = inflater?.readCount ?? contentCount
    if contentCount > limits.maxContent(ofCompressed: read, upTo: limits.partBytes) {
      throw Rejection(
        .limitExceeded, at: Rejection.Place(part: part.name),
        found: "more than \(limits.inflateRatio) bytes for each of its own",
        expected: "a table, which compresses far less")
    }
  }

  private func checkWhole() throws(Rejection) {
    guard inflater?.readCount ?? contentCount == compressed.count,
      contentCount == part.contentCount
    else { throw .damagedWorkbook(part: part.name, found: "another size than it says") }
    guard checksum == part.checksum else {
      throw .damagedWorkbook(part: part.name, found: "another checksum than it says")
    }
  }

  private static func rejection(_ failure: DeflateStream.Failure, _ part: ZIPPart) -> Rejection {
    switch failure {
    case .damaged: .damagedWorkbook(part: part.name, found: "compressed data that is damaged")
    case .cutShort: .damagedWorkbook(part: part.name, found: "compressed data that is cut short")
    case .outOfMemory:
      Rejection(
        .limitExceeded, at: Rejection.Place(part: part.name), found: "no memory to inflate it",
        expected: "a smaller file")
    }
  }
}
