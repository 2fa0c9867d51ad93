/// A source of bytes that can be read in ranges: a file, an object of a lake, bytes in memory.
package protocol ByteRangeSource: Sendable {
  /// The size in bytes.
  var byteCount: Int { get }

  /// The max gap between two ranges that is cheaper to read than a second read.
  var bytesWorthARead: Int { get }

  /// Reads exactly the bytes of a range.
  /// - Precondition: `range` is within `0..<byteCount`.
  /// - Throws: the source's error if it cannot be read.
  func read(_ range: Range<Int>) async throws -> SharedBytes
}

extension SharedBytes: ByteRangeSource {
  package var byteCount: Int { count }
  package var bytesWorthARead: Int { 0 }
  package func read(_ range: Range<Int>) async throws -> SharedBytes { self[range] }
}
