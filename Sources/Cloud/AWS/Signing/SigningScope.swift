import Bytes
import Hashing
import Time

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

  func stringToSign(_ request: CanonicalRequest) throws(SigningError) -> String {
    do {
      let digest = try PayloadHash(of: [SharedBytes(request.text)]).hexadecimal
      return "\(Self.algorithm)\n\(time)\n\(text)\n\(digest)"
    } catch {
      throw SigningError(error)
    }
  }
}
