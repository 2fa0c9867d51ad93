/// Whether a request that changes something was made by a page of this very server, or by no page.
///
/// Whoever looks at a page elsewhere lends it the way to servers of their own machine. Browsers
/// say so in these headers, which no script can set; programs that are no browsers send none.
package enum OriginRule {
  /// - Parameters:
  ///   - host: the authority that the request names as its server.
  ///   - origin: the value of `Origin`.
  ///   - site: the value of `Sec-Fetch-Site`.
  package static func allows(host: String?, origin: String?, site: String?) -> Bool {
    if let site, site != "same-origin" && site != "none" { return false }
    guard let origin else { return true }
    guard let host = host?.lowercased() else { return false }
    // Behind a proxy that speaks TLS the page is of https, and the request arrives by http.
    return ["http", "https"].contains { scheme in
      origin == "\(scheme)://\(host)"
        || origin == "\(scheme)://\(withoutStandardPort(host, scheme))"
    }
  }

  /// Browsers leave the port of the scheme out of an origin; a host may name it.
  private static func withoutStandardPort(_ host: String, _ scheme: String) -> String {
    let port = scheme == "http" ? ":80" : ":443"
    return host.hasSuffix(port) ? String(host.dropLast(port.count)) : host
  }
}
