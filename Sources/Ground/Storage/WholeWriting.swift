#if canImport(Glibc)
  import Glibc
#else
  import Darwin
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
