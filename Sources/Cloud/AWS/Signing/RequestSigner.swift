package import HTTPClient
package import Time

/// Signs requests by Signature Version 4 of AWS.
///
/// Pure: the same request, instant, keys and region give the same signature. URLs are signed as
/// they are sent, so their paths and queries must be encoded as `PercentEncoding` does it.
package struct RequestSigner: Sendable {
  let credentials: AWSCredentials
  let region: String
  /// As the service is named in the scope.
  let service: String
  let rule: SigningRule
  let keys: SigningKeyCache

  static let contentHashHeader = "x-amz-content-sha256"

  package init(
    credentials: AWSCredentials, region: String, service: String, rule: SigningRule,
    keys: SigningKeyCache = SigningKeyCache()
  ) {
    self.credentials = credentials
    self.region = region
    self.service = service
    self.rule = rule
    self.keys = keys
  }

  /// The request with its signature in the `Authorization` header.
  ///
  /// The hash of the body is taken from `x-amz-content-sha256` where that header is set already.
  /// - Throws: `SigningError`.
  package func sign(
    _ request: HTTPRequest, at instant: Instant
  ) throws(SigningError) -> HTTPRequest {
    let url = try Self.url(of: request)
    let scope = SigningScope(instant, region: region, service: service)
    let payload = try payloadHash(of: request)
    var signed = request
    signed.headers["Authorization"] = nil
    signed.headers["X-Amz-Date"] = scope.time
    signed.headers["X-Amz-Security-Token"] = credentials.sessionToken
    if rule == .s3 { signed.headers[Self.contentHashHeader] = payload }

    let canonical = CanonicalRequest(
      request.method, url, headers: signed.headers, payload: payload, rule: rule)
    let signature = try signature(of: canonical, scope)
    signed.headers["Authorization"] = """
      \(SigningScope.algorithm) Credential=\(credentials.accessKeyID)/\(scope.text), \
      SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)
      """
    return signed
  }

  func signature(
    of request: CanonicalRequest, _ scope: SigningScope
  ) throws(SigningError) -> String {
    try keys.signature(
      of: scope.stringToSign(request), secret: credentials.secretAccessKey, scope: scope)
  }

  func payloadHash(of request: HTTPRequest) throws(SigningError) -> String {
    if let hash = request.headers[Self.contentHashHeader] { return hash }
    do {
      return try PayloadHash(of: request.body).hexadecimal
    } catch {
      throw SigningError(error)
    }
  }

  static func url(of request: HTTPRequest) throws(SigningError) -> RequestURL {
    guard let url = RequestURL(request.url) else {
      throw SigningError(
        code: .invalidURL, place: request.url, reason: "an absolute URL of http or https is needed")
    }
    return url
  }
}
