package import Bytes

/// Inflates a whole gzip file (RFC 1952) of unknown content and size within limits.
///
/// Address space for the result is reserved once and touched only as needed, so the limits bound
/// the memory, not the claims of the file.
package enum GzipInflation {
  /// The content is inflated in steps of this many bytes, with the limits looked at in between.
  private static let stepBytes = 1 << 20

  /// Whether the bytes start like a gzip file.
  package static func isGzip(_ bytes: SharedBytes) -> Bool {
    bytes.withUnsafeBytes { $0.starts(with: [0x1F, 0x8B]) }
  }

  /// The concatenated content of all members; zero bytes after the last one are padding.
  package static func inflate(
    _ compressed: SharedBytes, limits: InflateLimits
  ) throws(InflateError) -> SharedBytes {
    let maximum = limits.maxContent(ofCompressed: compressed.count)
    return try compressed.withUnsafeBytes { compressed throws(InflateError) in
      try SharedBytes(reservingUpTo: maximum) { content throws(InflateError) in
        try inflate(compressed, into: content, limits)
      }
    }
  }

  /// - Returns: the size of the content.
  private static func inflate(
    _ compressed: UnsafeRawBufferPointer, into content: UnsafeMutableRawBufferPointer,
    _ limits: InflateLimits
  ) throws(InflateError) -> Int {
    let stream = try InflateStream(.gzip)
    stream.begin(compressed)
    var written = 0
    while true {
      while !stream.isAtEnd {
        let room = UnsafeMutableRawBufferPointer(rebasing: content[written...].prefix(stepBytes))
        guard let count = try stream.step(into: room) else {
          throw lackOfRoom(written, limits, compressed.count, at: stream.readCount)
        }
        written += count
        if stream.isAtEnd { break }
        try limits.check(contentCount: written, compressedCount: stream.readCount)
      }
      if compressed[stream.readCount...].allSatisfy({ $0 == 0 }) { return written }
      stream.beginMember()
    }
  }

  /// The room is as large as the limits allow, unless there were not as many addresses.
  private static func lackOfRoom(
    _ written: Int, _ limits: InflateLimits, _ compressedCount: Int, at offset: Int
  ) -> InflateError {
    if written < limits.maxContent(ofCompressed: compressedCount) {
      return InflateError(.outOfMemory, at: offset)
    }
    return InflateError(written == limits.contentBytes ? .tooLarge : .ratioExceeded, at: offset)
  }
}
