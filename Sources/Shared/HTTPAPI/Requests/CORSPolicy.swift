package import HTTP

/// The origins whose pages may read the answers in a browser (the Fetch standard, CORS protocol).
package enum CORSPolicy: Hashable, Sendable {
  case anyOrigin
  /// Only these, in the browser's form: scheme, host and a non-default port.
  case origins(Set<String>)

  /// Only the server's own pages, which need no permission.
  package static let sameOrigin = CORSPolicy.origins([])

  /// Parses `*`, or origins separated by commas; anything else gives `nil`.
  package init?(_ text: String) {
    let origins = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.drop { $0 == " " }.split(separator: " ", omittingEmptySubsequences: true)
    }
    guard origins.allSatisfy({ $0.count == 1 }) else { return nil }
    let named = origins.map { String($0[0]) }
    if named == ["*"] {
      self = .anyOrigin
      return
    }
    guard named.allSatisfy(Self.isOrigin) else { return nil }
    self = .origins(Set(named))
  }

  /// The headers that allow or deny this origin's page to read the answer.
  /// - Parameter origin: the request's `Origin`; `nil` if there is none.
  package func headers(for origin: String?) -> HTTPFields {
    switch self {
    case .anyOrigin: return ["Access-Control-Allow-Origin": "*"]
    case .origins(let allowed):
      // A denied page must not get a cached answer of an allowed one.
      guard let origin, allowed.contains(origin) else { return ["Vary": "Origin"] }
      return ["Access-Control-Allow-Origin": origin, "Vary": "Origin"]
    }
  }

  /// Browsers write an origin in lower case, without a path and a trailing slash.
  private static func isOrigin(_ text: String) -> Bool {
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      let host = text.utf8.dropFirst(scheme.utf8.count)
      return !host.isEmpty
        && host.allSatisfy {
          switch $0 {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["),
            UInt8(ascii: "]"):
            true
          default: false
          }
        }
    }
    return false
  }
}
