/// Something whose bytes can be read in parts: a file, an object of a lake, bytes in memory.
package protocol ByteRangeSource: Sendable {
  /// How many bytes there are.
  var byteCount: Int { get }

  /// How many bytes are read in the time that one more read takes: gaps up to this size between
  /// two ranges are rather read than left out.
  var bytesWorthARead: Int { get }

  /// Exactly the bytes of a range.
  /// - Precondition: `range` lies within `0..<byteCount`.
  /// - Throws: what the source throws when it cannot be read.
  func read(_ range: Range<Int>) async throws -> SharedBytes
}

extension SharedBytes: ByteRangeSource {
  package var byteCount: Int { count }
  package var bytesWorthARead: Int { 0 }
  package func read(_ range: Range<Int>) async throws -> SharedBytes { self[range] }
}
