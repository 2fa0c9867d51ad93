#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writing all of some bytes, however many calls of the system that takes.
package enum WholeWriting {
  /// - Returns: whether all is written; else `errno` says why not.
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
