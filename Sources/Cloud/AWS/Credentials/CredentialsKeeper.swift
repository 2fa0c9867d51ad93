import Failures
package import Time

/// Caches credentials and renews them before they expire, one renewal at a time.
package actor CredentialsKeeper {
  private let source: any CredentialsSource
  private let now: @Sendable () -> Instant
  private var kept: AWSCredentials?
  private var renewal: Task<Result<AWSCredentials, CredentialsError>, Never>?
  private var noRenewalBefore = Instant.epoch

  /// Credentials are renewed this long before they expire, so that no call outlives them.
  private static let leadMilliseconds: Int64 = 5 * 60 * 1000
  /// How long a source is not asked again after it gave expiring credentials, or none.
  private static let restMilliseconds: Int64 = 15 * 1000

  package init(_ source: any CredentialsSource, clock: Clock = .system) {
    self.source = source
    now = clock.now
  }

  /// Credentials that are valid now.
  /// - Throws: `CredentialsError` if there are none and the last ones have expired.
  package func current() async throws(CredentialsError) -> AWSCredentials {
    guard let kept else { return try await renewed() }
    guard let expiration = kept.expiration else { return kept }
    let now = now()
    let millisecondsLeft = expiration.millisecondsSinceEpoch - now.millisecondsSinceEpoch
    if millisecondsLeft > Self.leadMilliseconds { return kept }
    if millisecondsLeft > 0, now < noRenewalBefore { return kept }
    do {
      return try await renewed()
    } catch {
      // If the source is briefly unavailable, the old credentials serve while they are valid.
      if millisecondsLeft > 0 { return kept }
      throw error
    }
  }

  /// Credentials other than those that a service has rejected, if the source has others.
  /// - Throws: `CredentialsError`.
  package func renewed(after rejected: AWSCredentials) async throws(CredentialsError)
    -> AWSCredentials
  {
    // Of many calls that were rejected together, the first one renews for all.
    if let kept, kept != rejected { return kept }
    return try await renewed()
  }

  private func renewed() async throws(CredentialsError) -> AWSCredentials {
    let task = renewal ?? Task { await load() }
    renewal = task
    return try await task.value.get()
  }

  private func load() async -> Result<AWSCredentials, CredentialsError> {
    let result = await Self.load(source)
    if case .success(let credentials) = result { kept = credentials }
    noRenewalBefore =
      Instant(millisecondsSinceEpoch: now().millisecondsSinceEpoch + Self.restMilliseconds)
      ?? .epoch
    renewal = nil
    return result
  }

  private static func load(
    _ source: any CredentialsSource
  ) async -> Result<AWSCredentials, CredentialsError> {
    do {
      if let credentials = try await source.load() { return .success(credentials) }
      return .failure(
        CredentialsError(code: .notFound, place: source.name, reason: "it is not set up"))
    } catch {
      return .failure(error)
    }
  }
}
