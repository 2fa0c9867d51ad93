import HTTP
package import HTTPClient

/// Sends calls to AWS services: signed, retried where that can help, with the service's own message
/// in errors.
package protocol AWSCaller: Sendable {
  /// - Parameters:
  ///   - request: unsigned; its URL names the service's endpoint.
  ///   - service: whose signing rules apply.
  ///   - limit: the max time of the call with all attempts; `nil` is the caller's default. The
  ///     request's own limits are those of one attempt.
  /// - Returns: an answer with a status of 2xx or 3xx.
  /// - Throws: `AWSError`.
  func call(
    _ request: ClientRequest, of service: AWSService, within limit: Duration?
  ) async throws(AWSError) -> ClientResponse
}

extension AWSCaller {
  /// Calls with the caller's default time limit.
  /// - Throws: `AWSError`.
  package func call(
    _ request: ClientRequest, of service: AWSService
  ) async throws(AWSError) -> ClientResponse {
    try await call(request, of: service, within: nil)
  }
}

/// A service, by its name in the scope of a signature.
package enum AWSService: String, Hashable, Sendable, CaseIterable {
  case s3
  case athena
}
