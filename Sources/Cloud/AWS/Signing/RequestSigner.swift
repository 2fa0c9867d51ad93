import Bytes
package import Failures
import HTTP
package import HTTPClient
import Hashing
package import Time

/// Signs requests by Signature Version 4 of AWS.
///
/// Pure: the same request, instant, keys and region give the same signature. URLs are signed as
/// sent, so their paths and queries must be encoded with `PercentEncoding`.
package struct RequestSigner: Sendable {
  let credentials: AWSCredentials
  let region: String
  /// The service's name in the scope.
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

  /// The request with its signature in the `Authorization` header. The hash of the body comes from
  /// `x-amz-content-sha256` if that header is set.
  /// - Throws: `SigningError`.
  package func sign(
    _ request: ClientRequest, at instant: Instant
  ) throws(SigningError) -> ClientRequest {
    let url = try Self.url(of: request)
    let scope = SigningScope(instant, region: region, service: service)
    let payload = payloadHash(of: request)
    var signed = request
    signed.headers["Authorization"] = nil
    signed.headers["X-Amz-Date"] = scope.time
    signed.headers["X-Amz-Security-Token"] = credentials.sessionToken
    if rule == .s3 { signed.headers[Self.contentHashHeader] = payload }

    let canonical = CanonicalRequest(
      request.method, url, headers: signed.headers, payload: payload, rule: rule)
    let signature = signature(of: canonical, scope)
    signed.headers["Authorization"] = """
      \(SigningScope.algorithm) Credential=\(credentials.accessKeyID)/\(scope.text), \
      SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)
      """
    return signed
  }

  func signature(of request: CanonicalRequest, _ scope: SigningScope) -> String {
    keys.signature(
      of: scope.stringToSign(request), secret: credentials.secretAccessKey, scope: scope)
  }

  func payloadHash(of request: ClientRequest) -> String {
    request.headers[Self.contentHashHeader] ?? PayloadHash(of: request.body).hexadecimal
  }

  static func url(of request: ClientRequest) throws(SigningError) -> RequestURL {
    guard let url = RequestURL(request.url) else {
      throw SigningError(
        code: .invalidURL, place: request.url, reason: "an absolute URL of http or https is needed")
    }
    return url
  }
}

/// The validity of a signature (Signature Version 4, step 2): one day, region and service.
struct SigningScope: Hashable {
  static let algorithm = "AWS4-HMAC-SHA256"

  /// `20260126T153012Z`.
  let time: String
  let region: String
  let service: String

  init(_ instant: Instant, region: String, service: String) {
    time = instant.basicFormat
    self.region = region
    self.service = service
  }

  /// `20260126`.
  var day: String { String(time.prefix(8)) }

  var text: String { "\(day)/\(region)/\(service)/aws4_request" }

  func stringToSign(_ request: CanonicalRequest) -> String {
    let digest = PayloadHash(of: [SharedBytes(request.text)]).hexadecimal
    return "\(Self.algorithm)\n\(time)\n\(text)\n\(digest)"
  }
}

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

/// Why a request could not be signed.
///
/// `place` is the URL.
package typealias SigningError = Failure<SigningErrorCode>

/// The kinds of `SigningError`.
package enum SigningErrorCode: String, FailureCode {
  /// The URL is not absolute, or not `http` or `https`.
  case invalidURL
  /// An invalid lifetime of a presigned URL: AWS allows 1 second to 7 days.
  case invalidLifetime
}
