/// The target of a request (RFC 9112, section 3.2).
struct RequestTarget: Equatable {
  /// Percent-encoded, starting with `/`; or `*` alone.
  let path: String
  /// The query, percent-encoded, without the `?`.
  let query: String
  /// The host of an absolute target, which overrides the header.
  let authority: String?

  /// - Returns: `nil` unless the target is in origin, absolute or asterisk form.
  init?(_ text: String) {
    // Clients send no fragment; if one does, it is not part of the target.
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

  /// The non-empty parts of the path between slashes, as sent.
  var parts: [Substring] { path.split(separator: "/") }
}
