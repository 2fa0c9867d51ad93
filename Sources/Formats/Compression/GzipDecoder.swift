import CZlib

/// One reusable zlib stream that reads blocks of gzip members.
final class GzipDecoder {
  /// A window of 32 KiB; the header tells gzip from zlib, both of which old writers left behind.
  private static let anyWrapperWindowBits: Int32 = 15 + 32

  /// On the heap, because the library keeps the stream's address.
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(CompressionError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard standings_inflateInit2(stream, Self.anyWrapperWindowBits) == Z_OK else {
      throw CompressionError(.outOfMemory, codec: .gzip)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    guard
      let inputCount = UInt32(exactly: source.count),
      let outputCount = UInt32(exactly: destination.count)
    else { throw CompressionError(.wrongSize, codec: .gzip) }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = inputCount
    // The library wants an address even for an empty block.
    let output = destination.baseAddress ?? UnsafeMutableRawPointer(stream)
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = outputCount
    // Each round reads one member, which takes at least one byte of the input.
    repeat {
      inflateReset(stream)
      try decodeMember(of: source.count)
    } while stream.pointee.avail_in > 0
    guard stream.pointee.avail_out == 0 else { throw CompressionError(.wrongSize, codec: .gzip) }
  }

  private func decodeMember(of sourceCount: Int) throws(CompressionError) {
    switch inflate(stream, Z_FINISH) {
    case Z_STREAM_END: return
    case Z_BUF_ERROR where stream.pointee.avail_out == 0 && stream.pointee.avail_in > 0:
      throw CompressionError(.wrongSize, codec: .gzip)
    default:
      throw CompressionError(
        .malformed, codec: .gzip, byteOffset: sourceCount - Int(stream.pointee.avail_in))
    }
  }
}
