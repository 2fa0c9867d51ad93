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
    var text = text
    guard let target = text.withUTF8({ Self($0[...]) }) else { return nil }
    self = target
  }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private init?(_ utf8: Bytes) {
    // Clients send no fragment; if one does, it is not part of the target.
    var rest = utf8.prefix { $0 != UInt8(ascii: "#") }
    var authority: String?
    if rest.first != UInt8(ascii: "/"), rest.count != 1 || rest.first != UInt8(ascii: "*") {
      guard let start = Self.endOfScheme(rest) else { return nil }
      let named = rest[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
      guard !named.isEmpty else { return nil }
      authority = String(decoding: named, as: UTF8.self)
      rest = rest[named.endIndex...]
    }
    let path = rest.prefix { $0 != UInt8(ascii: "?") }
    self.authority = authority
    self.path = path.isEmpty ? "/" : String(decoding: path, as: UTF8.self)
    query = String(decoding: rest[path.endIndex...].dropFirst(), as: UTF8.self)
  }

  private static func endOfScheme(_ text: Bytes) -> Int? {
    for scheme in ["http://", "https://"] {
      let beginning = String(decoding: text.prefix(scheme.utf8.count), as: UTF8.self)
      if beginning.lowercased() == scheme { return text.startIndex + scheme.utf8.count }
    }
    return nil
  }

  /// The non-empty parts of the path between slashes, as sent.
  var parts: [Substring] { path.split(separator: "/") }
}
