/// How a service's paths enter a signature, and whether the body's hash is sent.
package enum SigningRule: String, Hashable, Sendable {
  /// The path as sent, encoded once and not normalised; `x-amz-content-sha256` is sent.
  case s3
  /// The path normalised (RFC 3986, section 6, runs of `/` made one) and encoded once more.
  case general

  func canonicalPath(_ path: String) -> String {
    switch self {
    case .s3: path
    case .general: PercentEncoding.encode(Self.normalise(path), keepingSlashes: true)
    }
  }

  private static func normalise(_ path: String) -> String {
    var kept: [Substring] = []
    for segment in path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) {
      switch segment {
      case ".": break
      case "..": _ = kept.popLast()
      default: kept.append(segment)
      }
    }
    let end = path.utf8.last == UInt8(ascii: "/") && !kept.isEmpty ? "/" : ""
    return "/" + kept.joined(separator: "/") + end
  }
}

extension AWSService {
  package var signingRule: SigningRule {
    switch self {
    case .s3: .s3
    case .athena: .general
    }
  }
}
