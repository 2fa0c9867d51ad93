#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SharedBytes {
  /// Reserves addresses for up to `capacity` bytes and keeps as many bytes as `fill` says it wrote.
  ///
  /// Where there are not as many addresses, `fill` is given fewer: it has to say itself that it has
  /// run out of room.
  /// - Throws: what `fill` throws.
  package init<Failure: Error>(
    reservingUpTo capacity: Int,
    filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let memory = ReservedMemory(upTo: capacity)
    let count = try fill(memory.bytes)
    self = memory.shared(upTo: count)
  }
}

/// Addresses that take up memory only as far as they are written, so that there may be as many as
/// the worst that could happen takes.
package final class ReservedMemory: @unchecked Sendable {
  /// Fewer than were asked for where there are not as many: the half, or a half of that.
  package let bytes: UnsafeMutableRawBufferPointer

  package init(upTo capacity: Int) {
    bytes = Self.reserve(upTo: capacity)
  }

  deinit {
    if !bytes.isEmpty { munmap(bytes.baseAddress, bytes.count) }
  }

  /// Shares the first bytes, which must not be written any more.
  package func shared(upTo count: Int) -> SharedBytes {
    let first = UnsafeRawBufferPointer(rebasing: bytes[..<count])
    return SharedBytes(first) { withExtendedLifetime(self) {} }
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
