package import HTTP

/// Sends calls to services of AWS: signed, repeated where repeating can help, and with the
/// service's own words where it says no.
package protocol AWSCaller: Sendable {
  /// - Parameters:
  ///   - request: unsigned; its URL names the service's endpoint.
  ///   - service: whose rules of signing hold.
  /// - Returns: an answer of the classes 2xx and 3xx.
  /// - Throws: `AWSError`.
  func call(_ request: HTTPRequest, of service: AWSService) async throws(AWSError) -> HTTPResponse
}

/// A service by the name that stands in the scope of a signature.
package enum AWSService: String, Hashable, Sendable, CaseIterable {
  case s3
  case athena
}
