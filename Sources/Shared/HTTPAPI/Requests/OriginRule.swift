/// Whether a changing request comes from the server's own page, or from no page.
///
/// A page elsewhere can send requests to servers on its visitor's machine. Browsers say so in these
/// headers, which no script can set; other programs send none.
package enum OriginRule {
  /// - Parameters:
  ///   - host: the authority of the request.
  ///   - origin: the value of `Origin`.
  ///   - site: the value of `Sec-Fetch-Site`.
  package static func allows(host: String?, origin: String?, site: String?) -> Bool {
    if let site, site != "same-origin" && site != "none" { return false }
    guard let origin else { return true }
    guard let host = host?.lowercased() else { return false }
    // Behind a TLS proxy the page's scheme is https, and the request arrives by http.
    return ["http", "https"].contains { scheme in
      origin == "\(scheme)://\(host)"
        || origin == "\(scheme)://\(withoutStandardPort(host, scheme))"
    }
  }

  /// Browsers omit the scheme's default port from an origin; a host may have it.
  private static func withoutStandardPort(_ host: String, _ scheme: String) -> String {
    let port = scheme == "http" ? ":80" : ":443"
    return host.hasSuffix(port) ? String(host.dropLast(port.count)) : host
  }
}
