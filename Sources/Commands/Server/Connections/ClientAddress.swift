import NIOCore

/// Whom limits count as one client: an address of IPv4, or a network of IPv6, of whose addresses
/// a single machine may use as many as it likes (RFC 4291, section 2.5.4).
struct ClientAddress: Hashable, Sendable {
  private let bytes: [UInt8]

  /// - Parameter address: `nil` and what is no address of the Internet count as one client.
  init(_ address: SocketAddress?) {
    let all = address.map { address in
      address.withSockAddr { pointer, count in
        Array(UnsafeRawBufferPointer(start: pointer, count: count))
      }
    }
    switch (address, all) {
    // Behind the family and the port.
    case (.v4?, let all?): bytes = Array(all[4..<8])
    // Behind the family, the port and the flow (RFC 3493, section 3.3).
    case (.v6?, let all?): bytes = Self.network(of: Array(all[8..<24]))
    default: bytes = []
    }
  }

  /// The first half of an address; all of one of IPv4 that is written as one of IPv6.
  private static func network(of address: [UInt8]) -> [UInt8] {
    let isMapped = address.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF])
    return isMapped ? Array(address.suffix(4)) : Array(address.prefix(8))
  }
}
