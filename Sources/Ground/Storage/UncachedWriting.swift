#if canImport(Glibc)
  import Glibc
#endif

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writing large files past the page cache (open(2), `O_DIRECT`).
///
/// The raw copy of a large upload is not read again soon, and little of the curated file is.
/// Through the page cache every byte would be copied into memory that has to be found first, which
/// takes a sixth of the time of an ingestion and evicts what is read often.
enum UncachedWriting {
  /// The alignment of memory, position and length on every common disk.
  static let alignment = 4096
  /// Below this size the page cache is as fast.
  static let minByteCount = 1 << 20
}

#if os(Linux)
  extension UncachedWriting {
    // Missing in Glibc's module, because its header hides it from standard C.
    #if arch(arm64)
      private static let direct: CInt = 0o200000
    #else
      private static let direct: CInt = 0o40000
    #endif

    /// Writes as much as can be written this way.
    /// - Returns: the number of bytes written; 0 if memory, position or file system do not allow
    ///   it. The caller writes the rest in the usual way, which also reports any error.
    static func write(_ bytes: UnsafeRawBufferPointer, to file: CInt) -> Int {
      guard bytes.count >= minByteCount, let start = bytes.baseAddress,
        Int(bitPattern: start) % alignment == 0, lseek(file, 0, SEEK_CUR) % alignment == 0
      else { return 0 }
      let flags = fcntl(file, F_GETFL)
      guard flags >= 0, fcntl(file, F_SETFL, flags | direct) == 0 else { return 0 }
      defer { _ = fcntl(file, F_SETFL, flags) }
      let whole = bytes.count / alignment * alignment
      var count = 0
      while count < whole {
        let wrote = Glibc.write(file, start + count, whole - count)
        if wrote < 0 && errno == EINTR { continue }
        guard wrote > 0 else { return count }
        count += wrote
        // A short write may end anywhere; the rest can only go through the page cache.
        if count % alignment != 0 { return count }
      }
      return count
    }
  }
#endif

/// Writes all bytes, in as many system calls as that takes.
package enum WholeWriting {
  /// - Returns: whether everything was written; otherwise `errno` says why not.
  package static func write(_ bytes: Slice<UnsafeRawBufferPointer>, to descriptor: CInt) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let wrote = Glibc.write(descriptor, part.baseAddress, part.count)
      #else
        let wrote = Darwin.write(descriptor, part.baseAddress, part.count)
      #endif
      if wrote < 0 && errno == EINTR { continue }
      guard wrote >= 0 else { return false }
      rest = rest.dropFirst(wrote)
    }
    return true
  }
}
