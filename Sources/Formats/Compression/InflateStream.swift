internal import CZlib

/// Inflates deflate data (RFC 1951), bare or in a wrapper, step by step into memory that the
/// caller owns.
package final class InflateStream {
  /// What stands around the data.
  package enum Wrapper: Sendable {
    /// Nothing.
    case none
    /// The header and trailer of a gzip member (RFC 1952).
    case gzip
    /// The same, or those of zlib (RFC 1950): old writers left both behind.
    case gzipOrZlib

    /// As zlib is told it; the window is of 32 KiB.
    fileprivate var windowBits: CInt {
      switch self {
      case .none: -15
      case .gzip: 15 + 16
      case .gzipOrZlib: 15 + 32
      }
    }
  }

  /// The max size per call, since zlib counts in 32 bits.
  private static let maxStepBytes = 1 << 30

  /// On the heap, because zlib keeps the stream's address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var compressed = UnsafeRawBufferPointer(start: nil, count: 0)
  /// The consumed compressed bytes.
  package private(set) var readCount = 0
  /// Whether all of the content, or of the member, was inflated.
  package private(set) var isAtEnd = false

  /// - Throws: `outOfMemory`.
  package init(_ wrapper: Wrapper) throws(InflateError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard standings_inflateInit2(stream, wrapper.windowBits) == Z_OK else {
      throw InflateError(.outOfMemory, at: 0)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins with other data.
  /// - Parameter compressed: must outlive its inflation.
  package func begin(_ compressed: UnsafeRawBufferPointer) {
    self.compressed = compressed
    readCount = 0
    beginMember()
  }

  /// Goes on with another member behind the one that is at its end.
  package func beginMember() {
    isAtEnd = false
    inflateReset(stream)
  }

  /// Inflates as much as one step takes, which may be nothing.
  /// - Returns: the bytes that were written; nil where the content goes on and there is no room.
  /// - Throws: `damaged`, `cutShort`, `outOfMemory`.
  package func step(
    into output: UnsafeMutableRawBufferPointer
  ) throws(InflateError) -> Int? {
    let input = UnsafeRawBufferPointer(rebasing: compressed[readCount...].prefix(Self.maxStepBytes))
    let room = UnsafeMutableRawBufferPointer(rebasing: output.prefix(Self.maxStepBytes))
    let status = inflate(input, into: room)
    let read = input.count - Int(stream.pointee.avail_in)
    let written = room.count - Int(stream.pointee.avail_out)
    readCount += read
    switch status {
    case Z_STREAM_END: isAtEnd = true
    case Z_OK where read + written > 0: break
    case Z_OK, Z_BUF_ERROR:
      if room.isEmpty { return nil }
      throw InflateError(.cutShort, at: readCount)
    case Z_MEM_ERROR: throw InflateError(.outOfMemory, at: readCount)
    default: throw InflateError(.damaged, at: readCount)
    }
    return written
  }

  /// Inflates until the memory is full or the content ends.
  /// - Returns: the bytes that were written; less than there is room for only at the end.
  /// - Throws: as `step` does.
  package func inflate(into output: UnsafeMutableRawBufferPointer) throws(InflateError) -> Int {
    var written = 0
    while !isAtEnd, written < output.count {
      let room = UnsafeMutableRawBufferPointer(rebasing: output[written...])
      guard let count = try step(into: room) else { break }
      written += count
    }
    return written
  }

  private func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> CInt {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    // zlib wants an address even where there is no room.
    let start = output.baseAddress ?? UnsafeMutableRawPointer(stream)
    stream.pointee.next_out = start.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    return CZlib.inflate(stream, Z_NO_FLUSH)
  }
}

/// Why deflate data could not be inflated.
package struct InflateError: Error, Hashable, Sendable {
  package enum Code: Sendable, Hashable {
    /// The data ends before its content.
    case cutShort
    /// The data is no deflate data in this wrapper, or does not match its checksum.
    case damaged
    /// The content has more bytes than the limit allows.
    case tooLarge
    /// The content exceeds the allowed ratio to its compressed size.
    case ratioExceeded
    case outOfMemory
  }

  package let code: Code
  /// The position in the compressed bytes read so far.
  package let offset: Int

  package init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }
}

/// How much compressed bytes may hold.
package struct InflateLimits: Sendable, Hashable {
  /// The max size of the content.
  package var contentBytes: Int
  /// The max bytes of content per compressed byte, beyond `freeBytes` of content.
  package var ratio: Int
  package var freeBytes = 16 << 20

  package init(contentBytes: Int, ratio: Int) {
    self.contentBytes = contentBytes
    self.ratio = ratio
  }

  /// The most bytes that so many compressed ones may hold.
  package func maxContent(ofCompressed count: Int) -> Int {
    let (product, overflows) = count.multipliedReportingOverflow(by: ratio)
    let (sum, carries) = product.addingReportingOverflow(freeBytes)
    return overflows || carries ? contentBytes : min(contentBytes, sum)
  }

  /// Makes sure that so many compressed bytes may hold so much content.
  /// - Throws: `tooLarge`, `ratioExceeded`.
  package func check(contentCount: Int, compressedCount: Int) throws(InflateError) {
    if contentCount > contentBytes { throw InflateError(.tooLarge, at: compressedCount) }
    if contentCount > maxContent(ofCompressed: compressedCount) {
      throw InflateError(.ratioExceeded, at: compressedCount)
    }
  }
}
