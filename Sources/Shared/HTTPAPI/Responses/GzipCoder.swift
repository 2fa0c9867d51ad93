package import Compression
import Synchronization

/// Compresses responses, one after the other, with reused memory.
package final class GzipCoder: Sendable {
  /// How much work the compression is worth.
  package enum Effort: Int, Sendable {
    /// Compresses boards to within some percent of the best in a fraction of the time.
    case quick = 4
    /// For content that a client asks for once.
    case thorough = 9
  }

  private let compressor = Mutex(BlockCompressor())

  package init() {}

  /// The bytes as a gzip member (RFC 1952).
  /// - Throws: `CompressionError` if there is no memory.
  package func encode(
    _ bytes: [UInt8], effort: Effort = .quick
  ) throws(CompressionError) -> [UInt8] {
    let bound = BlockCompressor.bound(.gzip, count: bytes.count)
    return try compressor.withLock { compressor in
      Result { () throws(CompressionError) in
        try Self.encode(bytes, effort, bound: bound, with: compressor)
      }
    }.get()
  }

  private static func encode(
    _ bytes: [UInt8], _ effort: Effort, bound: Int, with compressor: BlockCompressor
  ) throws(CompressionError) -> [UInt8] {
    var failure: CompressionError?
    let encoded = [UInt8](unsafeUninitializedCapacity: bound) { destination, count in
      let room = UnsafeMutableRawBufferPointer(destination)
      let result = bytes.withUnsafeBytes { source in
        Result { () throws(CompressionError) in
          try compressor.compress(source, with: .gzip, level: effort.rawValue, into: room)
        }
      }
      switch result {
      case .success(let written): count = written
      case .failure(let error): failure = error
      }
    }
    if let failure { throw failure }
    return encoded
  }
}
