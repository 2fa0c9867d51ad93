internal import CZlib

/// Inflates raw deflate data (RFC 1951) step by step into memory that the caller owns.
package final class DeflateStream {
  package enum Failure: Error {
    /// The data is no deflate data.
    case damaged
    /// The data ends before its content does.
    case cutShort
    case outOfMemory
  }

  /// Without a header, in a window of 32 KiB.
  private static let windowBits: CInt = -15
  /// The most that zlib is given at once, as it counts in 32 bits.
  private static let step = 1 << 30

  private let compressed: UnsafeRawBufferPointer
  /// In memory of its own, since zlib remembers its address.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Compressed bytes that were used up.
  package private(set) var readCount = 0
  /// Whether all of the content was inflated.
  package private(set) var isAtEnd = false

  /// - Parameter compressed: must outlive the stream.
  package init(_ compressed: UnsafeRawBufferPointer) throws(Failure) {
    self.compressed = compressed
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard standings_inflateInit2(stream, Self.windowBits) == Z_OK else {
      throw .outOfMemory
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates until the memory is full or the content ends.
  /// - Returns: the bytes that were written; less than there is room for only at the end.
  package func inflate(
    into output: UnsafeMutableRawBufferPointer
  ) throws(Failure) -> Int {
    var written = 0
    while !isAtEnd, written < output.count {
      let input = UnsafeRawBufferPointer(rebasing: compressed[readCount...].prefix(Self.step))
      let room = UnsafeMutableRawBufferPointer(rebasing: output[written...].prefix(Self.step))
      let status = inflate(input, into: room)
      let (read, wrote) = (
        input.count - Int(stream.pointee.avail_in), room.count - Int(stream.pointee.avail_out)
      )
      (readCount, written) = (readCount + read, written + wrote)
      switch status {
      case Z_STREAM_END: isAtEnd = true
      case Z_OK where read + wrote > 0: continue
      case Z_OK, Z_BUF_ERROR: throw .cutShort
      case Z_MEM_ERROR: throw .outOfMemory
      default: throw .damaged
      }
    }
    return written
  }

  private func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> CInt {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    return CZlib.inflate(stream, Z_NO_FLUSH)
  }
}
