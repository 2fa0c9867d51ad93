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

/// One reusable stream that reads blocks of gzip members.
final class GzipDecoder {
  private let stream: InflateStream

  init() throws(CompressionError) {
    do throws(InflateError) {
      stream = try InflateStream(.gzipOrZlib)
    } catch {
      throw CompressionError(.outOfMemory, codec: .gzip)
    }
  }

  func decode(
    _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    stream.begin(source)
    var written = 0
    // Each round reads one member, which consumes at least one byte.
    while true {
      while !stream.isAtEnd {
        let room = UnsafeMutableRawBufferPointer(rebasing: destination[written...])
        written += try step(into: room, isAllRead: stream.readCount == source.count)
      }
      if stream.readCount == source.count { break }
      stream.beginMember()
    }
    guard written == destination.count else { throw CompressionError(.wrongSize, codec: .gzip) }
  }

  private func step(
    into room: UnsafeMutableRawBufferPointer, isAllRead: Bool
  ) throws(CompressionError) -> Int {
    do throws(InflateError) {
      if let count = try stream.step(into: room) { return count }
    } catch {
      throw CompressionError(.malformed, codec: .gzip, byteOffset: error.offset)
    }
    if isAllRead {
      throw CompressionError(.malformed, codec: .gzip, byteOffset: stream.readCount)
    }
    throw CompressionError(.wrongSize, codec: .gzip)
  }
}
