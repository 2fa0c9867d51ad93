package enum JSONScanner {
  package static func appendUnescaped(_ written: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    bytes += written
  }
}
