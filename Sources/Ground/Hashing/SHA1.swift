import CCrypto

/// SHA-1 (FIPS 180-4). It protects nothing any more; protocols such as WebSocket still ask for it.
package enum SHA1 {
  package static let byteCount = 20

  /// The 20 bytes of the digest of a short message.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount) { room, count in
      message.withUnsafeBytes { bytes in
        standings_sha1(bytes.baseAddress, bytes.count, room.baseAddress)
      }
      count = byteCount
    }
  }
}
