#if os(Linux)
  import Bytes
  import Glibc

  /// A file mapped into memory under a lease.
  ///
  /// Reading a mapped page that another process has cut off ends the reader with SIGBUS. A read
  /// lease (fcntl(2)) keeps every other process from opening the file for writing, or cutting it
  /// short, until it is given back; the kernel grants it only where nobody writes at the moment.
  enum LeasedMapping {
    /// Below this, copying costs less than mapping.
    private static let leastByteCount = 1 << 20

    // Not in Glibc's module: their headers hide them from standard C.
    private static let setLease: CInt = 1024
    private static let setSignal: CInt = 10

    /// - Returns: `nil` where there is no lease to be had, or nothing is gained.
    static func map(_ path: String, byteCount: Int) -> SharedBytes? {
      guard byteCount >= leastByteCount else { return nil }
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return nil }
      guard let start = map(leasing: file, byteCount: byteCount) else {
        close(file)
        return nil
      }
      let address = UInt(bitPattern: start)
      return SharedBytes(UnsafeRawBufferPointer(start: start, count: byteCount)) {
        munmap(UnsafeMutableRawPointer(bitPattern: address), byteCount)
        // The lease ends with the last descriptor of the open file.
        close(file)
      }
    }

    private static func map(leasing file: CInt, byteCount: Int) -> UnsafeRawPointer? {
      // Who waits for the lease is told to us by a signal; the usual one would end the process.
      guard fcntl(file, setSignal, SIGURG) == 0, fcntl(file, setLease, F_RDLCK) == 0 else {
        return nil
      }
      // It may have become shorter between the look at its size and the lease.
      var status = stat()
      guard fstat(file, &status) == 0, Int(status.st_size) >= byteCount else { return nil }
      let start = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, file, 0)
      return start == MAP_FAILED ? nil : UnsafeRawPointer(start)
    }
  }
#endif
