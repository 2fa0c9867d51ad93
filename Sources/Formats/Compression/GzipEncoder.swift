import CZlib

/// One reusable zlib stream that writes gzip members.
final class GzipEncoder {
  /// The member's header and trailer (RFC 1952, section 2.3).
  private static let wrapperByteCount = 18
  /// A window of 32 KiB, wrapped in a gzip header and trailer.
  private static let gzipWindowBits: Int32 = 15 + 16

  /// On the heap, because the library keeps the stream's address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var level: Int32 = Z_DEFAULT_COMPRESSION

  init() throws(CompressionError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard standings_deflateInit2(stream, level, Self.gzipWindowBits) == Z_OK else {
      throw CompressionError(.outOfMemory, codec: .gzip)
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Larger than the library's own bound for the default settings (zlib.h, deflateBound).
  static func bound(count: Int) -> Int {
    count + (count >> 12) + (count >> 14) + (count >> 25) + 13 + wrapperByteCount
  }

  func encode(
    _ source: UnsafeRawBufferPointer, level: Int, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    guard
      let inputCount = UInt32(exactly: source.count),
      let outputCount = UInt32(exactly: destination.count)
    else { throw CompressionError(.destinationTooSmall, codec: .gzip) }
    deflateReset(stream)
    let level = Int32(clamping: level)
    if level != self.level {
      deflateParams(stream, level, Z_DEFAULT_STRATEGY)
      self.level = level
    }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = inputCount
    stream.pointee.next_out = destination.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = outputCount
    guard deflate(stream, Z_FINISH) == Z_STREAM_END else {
      throw CompressionError(.destinationTooSmall, codec: .gzip)
    }
    return destination.count - Int(stream.pointee.avail_out)
  }
}
