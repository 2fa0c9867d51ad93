#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SharedBytes {
  /// Reserves addresses for up to `capacity` bytes and keeps as many bytes as `fill` says it wrote.
  ///
  /// Nothing is set aside for what is never written, so that a capacity may be the worst that could
  /// happen. Where there are not as many addresses, `fill` is given the half, or a half of that: it
  /// has to say itself that it has run out of room.
  /// - Throws: what `fill` throws.
  package init<Failure: Error>(
    reservingUpTo capacity: Int,
    filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let buffer = Self.reserve(upTo: capacity)
    let (start, byteCount) = (UInt(bitPattern: buffer.baseAddress), buffer.count)
    // Handed over before it is filled, so that it is released if that fails.
    let reserved = SharedBytes(UnsafeRawBufferPointer(buffer)) {
      if byteCount > 0 { munmap(UnsafeMutableRawPointer(bitPattern: start), byteCount) }
    }
    let count = try fill(buffer)
    self = reserved[0..<count]
  }

  private static func reserve(upTo capacity: Int) -> UnsafeMutableRawBufferPointer {
    var count = capacity
    while count > 0 {
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
      if let start = mmap(nil, count, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED {
        return UnsafeMutableRawBufferPointer(start: start, count: count)
      }
      count /= 2
    }
    return UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }
}
