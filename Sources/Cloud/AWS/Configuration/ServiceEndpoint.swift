import Failures

/// The address of a service.
package struct ServiceEndpoint: Hashable, Sendable {
  /// `scheme://host[:port][/path]`, without a trailing slash.
  package let url: String
  /// Whether the user named it: it may be a server other than AWS's.
  package let isCustom: Bool

  /// AWS's own host of a service in a region.
  package init(of service: AWSService, in region: String) {
    url = "https://\(service.rawValue).\(region).\(AWSPartition(region: region).domain)"
    isCustom = false
  }

  /// - Throws: if the text is not a URL with `http` or `https`, or has a query.
  package init(custom text: String) throws(AWSConfigurationError) {
    guard let parts = RequestURL(text), parts.query.isEmpty else {
      throw AWSConfigurationError(
        code: .invalidEndpoint, place: text, reason: "http://host[:port] or https://… is needed")
    }
    let path = parts.path.utf8.last == UInt8(ascii: "/") ? parts.path.dropLast() : parts.path[...]
    url = "\(parts.scheme)://\(parts.authority)\(path)"
    isCustom = true
  }

  /// `https` or `http`, and everything after it.
  var parts: (scheme: Substring, rest: Substring) {
    let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")) ?? url.endIndex
    return (url[..<colon], url[colon...].dropFirst(3))
  }
}

/// A partition of AWS, with accounts and domains of its own.
enum AWSPartition: CaseIterable {
  case aws
  case china
  case usGovernment

  init(region: String) {
    self =
      if region.hasPrefix("cn-") {
        .china
      } else if region.hasPrefix("us-gov-") {
        .usGovernment
      } else {
        .aws
      }
  }

  /// The domain of the services' hosts.
  var domain: String {
    switch self {
    case .aws, .usGovernment: "amazonaws.com"
    case .china: "amazonaws.com.cn"
    }
  }
}
