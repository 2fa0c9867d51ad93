package import HTTP

/// A request, independent of its server.
package struct HTTPRequest: Sendable {
  package let method: HTTPMethod
  /// The path as sent, percent-encoded, starting with `/`.
  package let path: String
  /// What stood after the `?`, percent-encoded; empty where there was none.
  package let query: String
  /// Each name once: repeated fields are joined by commas.
  package let headers: HTTPFields
  /// The body, if the server received it first; otherwise empty.
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

/// The client for limits: an IPv4 address, or an IPv6 network, since a single machine may use all
/// of its addresses (RFC 4291, section 2.5.4).
package struct ClientAddress: Hashable, Sendable {
  private let bytes: [UInt8]

  /// All clients of unknown address count as one.
  package static let unknown = ClientAddress(bytes: [])

  /// Whether it is this machine (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
  package let isLoopback: Bool

  private init(bytes: [UInt8], isLoopback: Bool = false) {
    self.bytes = bytes
    self.isLoopback = isLoopback
  }

  /// - Parameter address: 4 bytes.
  package static func ipv4(_ address: some Collection<UInt8>) -> ClientAddress {
    ClientAddress(bytes: Array(address), isLoopback: address.first == 127)
  }

  /// - Parameter address: 16 bytes. An IPv4-mapped address counts as its IPv4 address.
  package static func ipv6(_ address: some Collection<UInt8>) -> ClientAddress {
    if address.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]) {
      return .ipv4(Array(address.suffix(4)))
    }
    let isLoopback = address.elementsEqual([UInt8](repeating: 0, count: 15) + [1])
    return ClientAddress(bytes: Array(address.prefix(8)), isLoopback: isLoopback)
  }
}
