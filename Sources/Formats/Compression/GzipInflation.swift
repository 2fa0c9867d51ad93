package import Bytes
internal import CZlib

/// Inflates a whole gzip file (RFC 1952) of unknown content and size within limits.
///
/// Address space for the result is reserved once and touched only as far as it is needed, so the
/// limits, and not the claims of the file, bound the memory.
package enum GzipInflation {
  package struct Limits: Sendable {
    /// The most bytes the content may have.
    package var inflatedBytes: Int
    /// The most bytes of content for each compressed byte, beyond `freeBytes` of content.
    package var ratio: Int
    package var freeBytes = 16 << 20

    package init(inflatedBytes: Int, ratio: Int) {
      self.inflatedBytes = inflatedBytes
      self.ratio = ratio
    }

    /// The most bytes that so many compressed ones may hold.
    fileprivate func maxContent(ofCompressed count: Int) -> Int {
      let (product, overflows) = count.multipliedReportingOverflow(by: ratio)
      let (sum, carries) = product.addingReportingOverflow(freeBytes)
      return overflows || carries ? inflatedBytes : min(inflatedBytes, sum)
    }
  }

  package struct Failure: Error, Equatable {
    package enum Code: Sendable, Equatable {
      /// The file ends before its last member does.
      case cutShort
      /// What stands there is no gzip member, or its content does not match its checksum.
      case damaged
      case tooLarge
      /// The content is larger for its compressed size than the limit allows.
      case ratioExceeded
      case outOfMemory
    }

    package let code: Code
    /// The position in the compressed bytes that had been read by then.
    package let offset: Int
  }

  /// Whether the bytes begin as a gzip file does.
  package static func isGzip(_ bytes: SharedBytes) -> Bool {
    bytes.withUnsafeBytes { $0.starts(with: [0x1F, 0x8B]) }
  }

  /// The content of all members one after the other; zero bytes after the last one are padding.
  package static func inflate(
    _ compressed: SharedBytes, limits: Limits
  ) throws(Failure) -> SharedBytes {
    let maximum = limits.maxContent(ofCompressed: compressed.count)
    return try compressed.withUnsafeBytes { compressed throws(Failure) in
      try SharedBytes(reservingUpTo: maximum) { content throws(Failure) in
        var inflater = try Inflater(compressed, into: content, limits)
        return try inflater.run()
      }
    }
  }
}

/// Owns the stream of zlib while a file is inflated.
private struct Inflater: ~Copyable {
  private typealias Failure = GzipInflation.Failure

  /// The content is inflated in steps of this many bytes, with the ratio looked at in between.
  private static let step = 1 << 20

  private let compressed: UnsafeRawBufferPointer
  private let content: UnsafeMutableRawBufferPointer
  private let limits: GzipInflation.Limits
  /// In memory of its own, since zlib remembers its address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var read = 0
  private var written = 0

  init(
    _ compressed: UnsafeRawBufferPointer, into content: UnsafeMutableRawBufferPointer,
    _ limits: GzipInflation.Limits
  ) throws(GzipInflation.Failure) {
    self.compressed = compressed
    self.content = content
    self.limits = limits
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard standings_inflateInit2(stream, 15 + 16) == Z_OK else {
      throw Failure(code: .outOfMemory, offset: 0)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates all members and tells the size of their content.
  mutating func run() throws(GzipInflation.Failure) -> Int {
    repeat {
      try inflateMember()
      inflateReset(stream)
    } while !isAtEnd
    return written
  }

  private var isAtEnd: Bool { compressed[read...].allSatisfy { $0 == 0 } }

  private mutating func inflateMember() throws(GzipInflation.Failure) {
    while true {
      let status = inflateStep()
      if status == Z_STREAM_END { return }
      if written > limits.maxContent(ofCompressed: read) {
        throw Failure(code: .ratioExceeded, offset: read)
      }
      switch status {
      case Z_OK: continue
      case Z_BUF_ERROR where written == content.count: throw failureForLackOfRoom
      case Z_BUF_ERROR: throw Failure(code: .cutShort, offset: read)
      case Z_MEM_ERROR: throw Failure(code: .outOfMemory, offset: read)
      default: throw Failure(code: .damaged, offset: read)
      }
    }
  }

  private var failureForLackOfRoom: GzipInflation.Failure {
    if written < limits.maxContent(ofCompressed: compressed.count) {
      return Failure(code: .outOfMemory, offset: read)
    }
    return Failure(code: written == limits.inflatedBytes ? .tooLarge : .ratioExceeded, offset: read)
  }

  /// Inflates until the input, the room or the step is used up.
  private mutating func inflateStep() -> CInt {
    let input = UnsafeRawBufferPointer(rebasing: compressed[read...].prefix(Self.step))
    let output = UnsafeMutableRawBufferPointer(rebasing: content[written...].prefix(Self.step))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    read += input.count - Int(stream.pointee.avail_in)
    written += output.count - Int(stream.pointee.avail_out)
    return status
  }
}
