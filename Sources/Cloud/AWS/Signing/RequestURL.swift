/// The signed parts of an absolute URL, verbatim.
package struct RequestURL: Hashable, Sendable {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case, with a port other than the scheme's default: the `Host` header.
  package let authority: String
  /// Starts with `/`.
  package let path: String
  /// Without the `?`; empty if there is none.
  package let query: String

  /// - Parameter text: `scheme://host[:port][/path][?query]`, without user or fragment; anything
  ///   else gives `nil`.
  package init?(_ text: String) {
    let url = text.utf8
    guard let colon = url.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    scheme = text[..<colon].lowercased()
    let afterScheme = url[colon...]
    guard scheme == "http" || scheme == "https", afterScheme.starts(with: "://".utf8),
      !url.contains(where: { $0 <= 32 || $0 == 127 || $0 == UInt8(ascii: "#") })
    else { return nil }
    let rest = afterScheme.dropFirst(3)
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
    let host = Substring(rest[..<(end ?? rest.endIndex)])
    guard !host.isEmpty, !host.utf8.contains(UInt8(ascii: "@")) else { return nil }
    authority = Self.withoutStandardPort(host.lowercased(), scheme: scheme)

    let target = end.map { rest[$0...] } ?? rest[rest.endIndex...]
    let mark = target.firstIndex(of: UInt8(ascii: "?"))
    let path = String(Substring(target[..<(mark ?? target.endIndex)]))
    self.path = path.isEmpty ? "/" : path
    query = mark.map { String(Substring(target[$0...].dropFirst())) } ?? ""
  }

  private static func withoutStandardPort(_ host: String, scheme: String) -> String {
    let port = scheme == "http" ? ":80" : ":443"
    return host.hasSuffix(port) ? String(host.dropLast(port.count)) : host
  }
}

extension RequestURL {
  /// Joins parameters to a query, each name and value encoded.
  package static func query(_ parameters: [(name: String, value: String)]) -> String {
    parameters.map { name, value in
      "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))"
    }.joined(separator: "&")
  }
}

/// AWS's percent-encoding: everything except the unreserved characters of RFC 3986, section 2.3,
/// with upper-case digits.
package enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// - Parameter keepingSlashes: whether `/` stays unencoded, as in a path.
  package static func encode(_ text: some StringProtocol, keepingSlashes: Bool = false) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) || keepingSlashes && byte == UInt8(ascii: "/") {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
