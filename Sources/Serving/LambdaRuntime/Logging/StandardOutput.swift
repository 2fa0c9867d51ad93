#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The standard output, which Lambda keeps as the function's log. A line is written in one call, so
/// that lines of several tasks never mix.
package struct StandardOutput: LogOutput {
  package init() {}

  package func write(line: [UInt8]) {
    let bytes = line + [UInt8(ascii: "\n")]
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = Self.write(rest)
        // A failing log does not fail the function.
        if count < 0 && errno != EINTR { return }
        written += max(count, 0)
      }
    }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    #endif
  }
}
