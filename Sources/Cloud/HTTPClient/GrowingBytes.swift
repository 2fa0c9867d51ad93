import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory that grows while bytes arrive and is then passed on without a copy.
final class GrowingBytes {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  private(set) var count = 0

  deinit { free(memory) }

  /// Makes room for that many bytes in total; never shrinks.
  /// - Returns: whether there was memory.
  @discardableResult
  func reserve(_ wanted: Int) -> Bool {
    guard wanted > capacity else { return true }
    guard let longer = realloc(memory, wanted) else { return false }
    memory = longer
    capacity = wanted
    return true
  }

  /// - Returns: whether there was memory.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return true }
    let wanted = count + bytes.count
    guard wanted <= capacity || reserve(max(wanted, capacity * 2, 4096)), let memory else {
      return false
    }
    (memory + count).copyMemory(from: start, byteCount: bytes.count)
    count = wanted
    return true
  }

  /// Moves the bytes out.
  func taken() -> SharedBytes {
    guard let memory else { return SharedBytes([]) }
    let address = UInt(bitPattern: memory)
    let bytes = UnsafeRawBufferPointer(start: memory, count: count)
    (self.memory, capacity, count) = (nil, 0, 0)
    return SharedBytes(bytes) { free(UnsafeMutableRawPointer(bitPattern: address)) }
  }
}
