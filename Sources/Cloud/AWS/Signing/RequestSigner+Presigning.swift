import Failures
import HTTP
package import HTTPClient
package import Time

extension RequestSigner {
  /// AWS's max lifetime of a presigned URL: seven days.
  package static let longestLifetimeSeconds = 604_800

  /// A URL with its own signature, for somebody without keys.
  ///
  /// Its user must send the same method and headers. By S3's rule any body is allowed.
  /// - Parameter lifetimeSeconds: from 1 to 604,800.
  /// - Throws: `SigningError`.
  package func presign(
    _ request: ClientRequest, at instant: Instant, lifetimeSeconds: Int
  ) throws(SigningError) -> String {
    guard (1...Self.longestLifetimeSeconds).contains(lifetimeSeconds) else {
      throw SigningError(
        code: .invalidLifetime, place: request.url,
        reason: "\(lifetimeSeconds) s are not within 1 to \(Self.longestLifetimeSeconds)")
    }
    let url = try Self.url(of: request)
    let scope = SigningScope(instant, region: region, service: service)
    let query = RequestURL.query(
      parameters(scope, CanonicalRequest.signedHeaders(request.headers, url), lifetimeSeconds))
    let unsigned = "\(request.url)\(Self.joint(request.url))\(query)"
    guard let complete = RequestURL(unsigned) else {
      throw SigningError(code: .invalidURL, place: unsigned, reason: "it cannot take parameters")
    }
    let payload = rule == .s3 ? PayloadHash.unsigned : payloadHash(of: request)
    let canonical = CanonicalRequest(
      request.method, complete, headers: request.headers, payload: payload, rule: rule)
    return "\(unsigned)&X-Amz-Signature=\(signature(of: canonical, scope))"
  }

  private func parameters(
    _ scope: SigningScope, _ signedHeaders: String, _ lifetimeSeconds: Int
  ) -> [(name: String, value: String)] {
    var parameters = [
      (name: "X-Amz-Algorithm", value: SigningScope.algorithm),
      ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
      ("X-Amz-Date", scope.time),
      ("X-Amz-Expires", "\(lifetimeSeconds)"),
      ("X-Amz-SignedHeaders", signedHeaders),
    ]
    if let token = credentials.sessionToken { parameters.append(("X-Amz-Security-Token", token)) }
    return parameters
  }

  /// The separator between a URL and more parameters.
  private static func joint(_ url: String) -> String {
    guard url.utf8.contains(UInt8(ascii: "?")) else { return "?" }
    return url.utf8.last == UInt8(ascii: "?") ? "" : "&"
  }
}
