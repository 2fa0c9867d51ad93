import HTTPAPI
import NIOCore

extension ClientAddress {
  /// - Parameter address: `nil` and other kinds of addresses count as one client.
  init(_ address: SocketAddress?) {
    let bytes = address?.withSockAddr { pointer, count in
      Array(UnsafeRawBufferPointer(start: pointer, count: count))
    }
    switch (address, bytes) {
    // After the family and the port.
    case (.v4?, let bytes?): self = .ipv4(bytes[4..<8])
    // After the family, the port and the flow (RFC 3493, section 3.3).
    case (.v6?, let bytes?): self = .ipv6(Array(bytes[8..<24]))
    default: self = .unknown
    }
  }
}
