import HTTP
package import HTTPClient
import Synchronization
package import Time

/// Signs requests, sends them and retries where that can help.
///
/// Every attempt is signed anew, with valid credentials and with the service's clock if ours was
/// found to be wrong.
package final class AWSClient: AWSCaller {
  private let transport: any HTTPTransport
  private let credentials: CredentialsKeeper
  private let region: String
  private let policy: RetryPolicy
  private let clock: Clock
  private let fraction: @Sendable () -> Double
  private let signingKeys = SigningKeyCache()
  /// The offset from our clock to the service's, in milliseconds.
  private let clockOffset = Mutex<Int64>(0)

  /// - Parameters:
  ///   - region: part of the scope of each signature.
  ///   - fraction: returns random numbers from 0 up to 1, for the pauses.
  package init(
    transport: any HTTPTransport, credentials: CredentialsKeeper, region: String,
    policy: RetryPolicy = RetryPolicy(), clock: Clock = .system,
    fraction: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) {
    self.transport = transport
    self.credentials = credentials
    self.region = region
    self.policy = policy
    self.clock = clock
    self.fraction = fraction
  }

  package func call(
    _ request: ClientRequest, of service: AWSService, within limit: Duration?
  ) async throws(AWSError) -> ClientResponse {
    let end = clock.uptime() + min(limit ?? policy.total, policy.total)
    var course = RetryState(policy)
    while true {
      let now = correctedNow()
      var keys: AWSCredentials?
      let failure: AttemptFailure
      do throws(AttemptFailure) {
        let current = try await currentKeys(for: request)
        keys = current
        return try await attempt(request, of: service, with: current, at: now, until: end)
      } catch {
        failure = error
      }
      let step = course.step(
        after: failure, now: now, remaining: end - clock.uptime(), fraction: fraction())
      let error = AWSError(
        service: service, operation: request.operation, cause: failure.cause,
        mayHaveTakenEffect: course.isUncertain)
      guard await take(step, rejected: keys) else { throw error }
    }
  }

  /// - Returns: whether to try again.
  private func take(_ step: RetryState.Step, rejected keys: AWSCredentials?) async -> Bool {
    switch step {
    case .giveUp: return false
    case .pause(let pause):
      do { try await clock.sleep(pause) } catch { return false }
      return true
    case .correctClock(let serverTime):
      let offset =
        serverTime.millisecondsSinceEpoch - clock.now().millisecondsSinceEpoch
      clockOffset.withLock { $0 = offset }
      return true
    case .renewCredentials:
      guard let keys, let renewed = try? await credentials.renewed(after: keys) else {
        return false
      }
      return renewed != keys
    }
  }

  private func attempt(
    _ request: ClientRequest, of service: AWSService, with keys: AWSCredentials, at now: Instant,
    until end: Duration
  ) async throws(AttemptFailure) -> ClientResponse {
    let signer = RequestSigner(
      credentials: keys, region: region, service: service.rawValue, rule: service.signingRule,
      keys: signingKeys)
    let response: ClientResponse
    do {
      var signed = try signer.sign(request, at: now)
      let remaining = max(end - clock.uptime(), .milliseconds(1))
      signed.limits.total = min(request.limits.total ?? remaining, remaining)
      response = try await transport.send(signed)
    } catch let error as HTTPError {
      throw AttemptFailure(.transport(error), method: request.method)
    } catch {
      throw AttemptFailure(.credentials(reason: "\(error)"), method: request.method)
    }
    if service == .s3, let hidden = AWSError.ServiceAnswer.hidden(in: response, to: request) {
      throw AttemptFailure(hidden, response, method: request.method)
    }
    guard (200..<400).contains(response.status) else {
      let answer = AWSError.ServiceAnswer(response, of: service)
      throw AttemptFailure(answer, response, method: request.method)
    }
    return response
  }

  private func currentKeys(
    for request: ClientRequest
  ) async throws(AttemptFailure) -> AWSCredentials {
    do {
      return try await credentials.current()
    } catch {
      throw AttemptFailure(.credentials(reason: "\(error)"), method: request.method)
    }
  }

  private func correctedNow() -> Instant {
    let now = clock.now()
    let offset = clockOffset.withLock { $0 }
    return Instant(millisecondsSinceEpoch: now.millisecondsSinceEpoch + offset) ?? now
  }
}

extension ClientRequest {
  /// The action of a service that takes everything by POST, otherwise the method and the URL
  /// without its query.
  var operation: String {
    if let target = headers["X-Amz-Target"] { return target }
    let address = url.utf8.prefix { $0 != UInt8(ascii: "?") }
    return "\(method.rawValue) \(Substring(address))"
  }
}
