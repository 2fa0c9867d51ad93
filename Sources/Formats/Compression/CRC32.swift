import CZlib

/// The checksum of gzip, of ZIP and of Parquet pages (ISO 3309, polynomial 0x04C11DB7).
package enum CRC32 {
  /// - Parameter before: the checksum of the bytes that come before these.
  package static func checksum(
    _ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0
  ) -> UInt32 {
    guard let base = bytes.baseAddress else { return before }
    return UInt32(
      truncatingIfNeeded: crc32_z(
        UInt(before), base.assumingMemoryBound(to: UInt8.self), bytes.count))
  }
}
