#if canImport(Glibc)
  import Glibc
#endif

/// Writing large files past the page cache (open(2), `O_DIRECT`).
///
/// The raw copy of a large upload is written and then not read for a long time, and of the curated
/// file little is. Taking them through the page cache costs a copy of every byte into memory that
/// has to be found first, a sixth of the time of an ingestion, and drives out what is read often.
enum UncachedWriting {
  /// What memory, position and length must be multiples of, on every common disk.
  static let alignment = 4096
  /// Below this, the page cache is as good.
  static let minByteCount = 1 << 20
}

#if os(Linux)
  extension UncachedWriting {
    // Not in Glibc's module: its header hides it from standard C.
    #if arch(arm64)
      private static let direct: CInt = 0o200000
    #else
      private static let direct: CInt = 0o40000
    #endif

    /// Writes as much as can be written so.
    /// - Returns: how many bytes were written, 0 where the memory, the position in the file or the
    ///   file system does not allow it. The rest is to be written in the usual way, which also
    ///   tells what is wrong if anything is.
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
        // A short write may end anywhere; from there on only the page cache will do.
        if count % alignment != 0 { return count }
      }
      return count
    }
  }
#endif
