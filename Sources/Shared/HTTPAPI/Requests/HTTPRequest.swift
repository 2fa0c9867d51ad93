package import HTTP

/// A request as the API sees it, whatever server it came through.
package struct HTTPRequest: Sendable {
  package let method: HTTPMethod
  /// The path as it was sent, percent-encoded, beginning with `/`.
  package let path: String
  /// What stood after the `?`, percent-encoded; empty where there was none.
  package let query: String
  /// Each name once: what came in several fields is one, joined by commas.
  package let headers: HTTPFields
  /// The body, where the server took it in whole before it asked; else empty.
  package let body: [UInt8]
  package let client: ClientAddress

  package init(
    method: HTTPMethod = .get, path: String, query: String = "", headers: HTTPFields = [:],
    body: [UInt8] = [], client: ClientAddress = .unknown
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.client = client
  }
}

/// Whom limits count as one client: an address of IPv4, or a network of IPv6, of whose addresses
/// a single machine may use as many as it likes (RFC 4291, section 2.5.4).
package struct ClientAddress: Hashable, Sendable {
  private let bytes: [UInt8]

  /// All clients whose address is not known count as one.
  package static let unknown = ClientAddress(bytes: [])

  /// - Parameter address: 4 bytes.
  package static func ipv4(_ address: some Collection<UInt8>) -> ClientAddress {
    ClientAddress(bytes: Array(address))
  }

  /// - Parameter address: 16 bytes. An address of IPv4 that is written as one of IPv6 is that of
  ///   IPv4.
  package static func ipv6(_ address: some Collection<UInt8>) -> ClientAddress {
    let isMapped = address.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF])
    return ClientAddress(bytes: Array(isMapped ? address.suffix(4) : address.prefix(8)))
  }
}
