import CZlib

/// The checksum of gzip, of ZIP and of Parquet pages (ISO 3309, polynomial 0x04C11DB7).
package enum CRC32 {
  /// - Parameter before: the checksum of the preceding bytes.
  package static func checksum(
    _ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0
  ) -> UInt32 {
    guard let base = bytes.baseAddress else { return before }
    return UInt32(
      truncatingIfNeeded: crc32_z(
        UInt(before), base.assumingMemoryBound(to: UInt8.self), bytes.count))
  }
}

/// The checksum that S3 computes for objects without one (CRC-64/NVME, the reflected polynomial
/// 0xAD93D23594C93659).
package enum CRC64NVME {
  private static let polynomial: UInt64 = 0x9A6C_9329_AC4B_C9B5

  /// The contribution of a byte that is followed by up to seven others: 256 values for each
  /// distance.
  private static let tables: [UInt64] = {
    var tables = [UInt64](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt64(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
      tables[byte] = value
    }
    for place in 256..<tables.count {
      let shorter = tables[place - 256]
      tables[place] = shorter >> 8 ^ tables[Int(shorter & 0xFF)]
    }
    return tables
  }()

  package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    tables.withUnsafeBufferPointer { tables in
      var value = UInt64.max
      var place = 0
      while bytes.count - place >= 8 {
        value ^= UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let first = tables[0x700 | Int(value & 0xFF)] ^ tables[0x600 | Int(value >> 8 & 0xFF)]
        let second =
          tables[0x500 | Int(value >> 16 & 0xFF)] ^ tables[0x400 | Int(value >> 24 & 0xFF)]
        let third =
          tables[0x300 | Int(value >> 32 & 0xFF)] ^ tables[0x200 | Int(value >> 40 & 0xFF)]
        let fourth = tables[0x100 | Int(value >> 48 & 0xFF)] ^ tables[Int(value >> 56)]
        value = first ^ second ^ third ^ fourth
        place += 8
      }
      while place < bytes.count {
        value = tables[Int((value ^ UInt64(bytes[place])) & 0xFF)] ^ value >> 8
        place += 1
      }
      return ~value
    }
  }
}
