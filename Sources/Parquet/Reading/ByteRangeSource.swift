package import Bytes

/// Something that hands out ranges of a file: memory, a file on disk, an object in a store.
package protocol ByteRangeSource: Sendable {
  /// Of the whole file.
  var byteCount: Int { get }

  /// Exactly the bytes of `range`, which lies within `0..<byteCount`.
  func read(_ range: Range<Int>) async throws -> SharedBytes
}

extension SharedBytes: ByteRangeSource {
  package var byteCount: Int { count }

  package func read(_ range: Range<Int>) async throws -> SharedBytes { self[range] }
}
