#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The names and addresses of this server.
///
/// A page elsewhere can point its own name to this machine (DNS rebinding) and would then have the
/// server's origin. Its requests carry that name as their host, so they can be rejected.
package struct ServedHosts: Sendable {
  /// The reach of the listening address.
  private enum Reach {
    /// On this machine alone.
    case loopback
    /// At one address, or at all addresses of the machine.
    case network
  }

  private let reach: Reach
  private let names: Set<String>
  private let allowsAll: Bool

  /// - Parameters:
  ///   - host: the listening address.
  ///   - others: further names of the server; `*` for any.
  package init(listeningOn host: String, allowing others: [String] = [], machine: String? = nil) {
    reach = Self.isLoopback(host) ? .loopback : .network
    var names: Set = ["localhost", Self.bare(host.lowercased())]
    names.formUnion(others.map { Self.bare($0.lowercased()) })
    if reach == .network, let machine = machine?.lowercased(), !machine.isEmpty {
      names.insert(machine)
      if !machine.contains(".") { names.insert("\(machine).local") }
    }
    self.names = names
    allowsAll = others.contains("*")
  }

  /// Whether only this machine reaches the server.
  package var isLocal: Bool { reach == .loopback }

  /// - Parameter authority: the value of `Host`: a name or an address, with an optional port.
  package func contains(_ authority: String) -> Bool {
    guard let name = Self.name(of: authority.lowercased()) else { return false }
    if allowsAll || names.contains(name) { return true }
    // A request to an address uses nobody's name.
    return Self.isLoopback(name) || reach == .network && Self.isAddress(name)
  }

  /// The authority without its port and brackets; `nil` if it is invalid.
  private static func name(of authority: String) -> String? {
    var name = authority[...]
    if name.utf8.first == UInt8(ascii: "[") {
      guard let end = name.firstIndex(of: "]") else { return nil }
      let port = name[name.index(after: end)...]
      guard port.isEmpty || port.first == ":" && isPort(port.dropFirst()) else { return nil }
      name = name[..<end].dropFirst()
      return isAddress(String(name)) ? String(name) : nil
    }
    if let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) {
      guard isPort(name[colon...].dropFirst()) else { return nil }
      name = name[..<colon]
    }
    if name.utf8.last == UInt8(ascii: ".") { name.removeLast() }
    return name.isEmpty ? nil : String(name)
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.count <= 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func bare(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }

  static func isLoopback(_ host: String) -> Bool {
    let host = bare(host)
    if host == "localhost" || host.hasSuffix(".localhost") { return true }
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, host, &four) == 1 {
      return UInt32(bigEndian: four.s_addr) >> 24 == 127
    }
    guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
    return withUnsafeBytes(of: &six) { bytes in
      bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }
  }

  private static func isAddress(_ host: String) -> Bool {
    var (four, six) = (in_addr(), in6_addr())
    return inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1
  }

  /// The network name of this machine.
  package static var machineName: String? {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
