/// What the first line of a request names (RFC 9112, section 3.2).
struct RequestTarget: Equatable {
  /// Percent-encoded, beginning with `/`; or `*` alone.
  let path: String
  /// What stood after the `?`, percent-encoded.
  let query: String
  /// The host that an absolute target names; it counts more than the header.
  let authority: String?

  /// - Returns: `nil` for what is no target in origin, absolute or asterisk form.
  init?(_ text: String) {
    // No client sends a fragment; where one does, it is no part of the target.
    var rest = text.utf8.prefix { $0 != UInt8(ascii: "#") }
    var authority: String?
    if rest.first != UInt8(ascii: "/"), rest.count != 1 || rest.first != UInt8(ascii: "*") {
      guard let start = Self.endOfScheme(rest) else { return nil }
      let named = rest[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
      guard !named.isEmpty else { return nil }
      authority = String(Substring(named))
      rest = rest[named.endIndex...]
    }
    let path = rest.prefix { $0 != UInt8(ascii: "?") }
    self.authority = authority
    self.path = path.isEmpty ? "/" : String(Substring(path))
    query = String(Substring(rest[path.endIndex...].dropFirst()))
  }

  private static func endOfScheme(_ text: Substring.UTF8View) -> String.Index? {
    for scheme in ["http://", "https://"]
    where Substring(text.prefix(scheme.utf8.count)).lowercased() == scheme {
      return text.index(text.startIndex, offsetBy: scheme.utf8.count)
    }
    return nil
  }

  /// The parts of the path between its slashes, empty ones left out, as they were sent.
  var parts: [Substring] { path.split(separator: "/") }
}
