import HTTP
package import HTTPClient

/// Sends calls to services of AWS: signed, repeated where repeating can help, and with the
/// service's own words where it says no.
package protocol AWSCaller: Sendable {
  /// - Parameters:
  ///   - request: unsigned; its URL names the service's endpoint.
  ///   - service: whose rules of signing hold.
  ///   - limit: how long the call may take with all its attempts; `nil` for as long as the caller
  ///     gives every call. The request's own limits are those of one attempt.
  /// - Returns: an answer of the classes 2xx and 3xx.
  /// - Throws: `AWSError`.
  func call(
    _ request: ClientRequest, of service: AWSService, within limit: Duration?
  ) async throws(AWSError) -> ClientResponse
}

extension AWSCaller {
  /// Calls for as long as the caller gives every call.
  /// - Throws: `AWSError`.
  package func call(
    _ request: ClientRequest, of service: AWSService
  ) async throws(AWSError) -> ClientResponse {
    try await call(request, of: service, within: nil)
  }
}

/// A service by the name that stands in the scope of a signature.
package enum AWSService: String, Hashable, Sendable, CaseIterable {
  case s3
  case athena
}
