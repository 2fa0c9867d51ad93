import Failures
package import HTTP
import HTTPClient
package import Time

/// Why one attempt failed, and what the answer says about retrying.
package struct AttemptFailure: Error, Hashable, Sendable {
  /// What can fix a failure.
  package enum Remedy: Hashable, Sendable {
    case none
    /// It may pass by itself.
    case time
    /// The clock of this machine is wrong.
    case clock(serverTime: Instant)
    /// The credentials have expired.
    case credentials
  }

  package let cause: AWSError.Cause
  package let method: HTTPMethod
  /// How long the service asks clients to wait.
  package let retryAfter: Duration?
  package let serverTime: Instant?

  package init(
    _ cause: AWSError.Cause, method: HTTPMethod, retryAfter: Duration? = nil,
    serverTime: Instant? = nil
  ) {
    self.cause = cause
    self.method = method
    self.retryAfter = retryAfter
    self.serverTime = serverTime
  }

  package func remedy(now: Instant) -> Remedy {
    switch cause {
    case .transport(let error): error.code.mayPass ? .time : .none
    case .service(let answer): remedy(for: answer, now: now)
    case .credentials, .unreadableAnswer: .none
    }
  }

  /// Whether the service may have carried out the request.
  package var mayHaveTakenEffect: Bool {
    switch cause {
    case .transport(let error): error.code.mayHaveTakenEffect
    // 503 and 429 mean that nothing was started; other server errors leave it open.
    case .service(let answer): answer.status >= 500 && answer.status != 503
    case .unreadableAnswer: true
    case .credentials: false
    }
  }

  private func remedy(for answer: AWSError.ServiceAnswer, now: Instant) -> Remedy {
    if Self.expired.contains(answer.code) || isExpiredHead(answer) { return .credentials }
    if let serverTime, isAboutTime(answer), Self.areApart(serverTime, now) {
      return .clock(serverTime: serverTime)
    }
    let passes =
      answer.status >= 500 && answer.status != 501 || [408, 429].contains(answer.status)
      || Self.passing.contains(answer.code)
    return passes ? .time : .none
  }

  /// An answer to HEAD has no body with details; S3 answers 400 if a token has expired.
  private func isExpiredHead(_ answer: AWSError.ServiceAnswer) -> Bool {
    method == .head && answer.status == 400 && answer.code.isEmpty
  }

  private func isAboutTime(_ answer: AWSError.ServiceAnswer) -> Bool {
    Self.skewed.contains(answer.code) || answer.status == 403
  }

  /// AWS allows clocks to differ by five minutes, S3 by fifteen.
  private static func areApart(_ left: Instant, _ right: Instant) -> Bool {
    abs(left.millisecondsSinceEpoch - right.millisecondsSinceEpoch) > 4 * 60 * 1000
  }

  private static let expired: Set = ["ExpiredToken", "ExpiredTokenException"]
  private static let skewed: Set = [
    "AuthFailure", "InvalidSignatureException", "RequestExpired", "RequestInTheFuture",
    "RequestTimeTooSkewed", "SignatureDoesNotMatch",
  ]
  /// The throttling codes of AWS's services, whatever the status.
  private static let passing: Set = [
    "BandwidthLimitExceeded", "ConditionalRequestConflict", "InternalError",
    "InternalServerException", "LimitExceededException", "OperationAborted",
    "PriorRequestNotComplete", "RequestLimitExceeded", "RequestThrottled",
    "RequestThrottledException", "RequestTimeout", "RequestTimeoutException",
    "ServiceUnavailable", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
    "TooManyRequestsException", "TransactionInProgressException",
  ]
}

extension HTTPErrorCode {
  fileprivate var mayPass: Bool {
    switch self {
    case .unresolved, .unconnected, .timedOut, .cutShort: true
    case .invalidRequest, .untrusted, .tooLarge, .cancelled, .failed: false
    }
  }

  /// Whether the request may have reached the service.
  fileprivate var mayHaveTakenEffect: Bool {
    switch self {
    case .invalidRequest, .unresolved, .unconnected, .untrusted: false
    case .timedOut, .cutShort, .tooLarge, .cancelled, .failed: true
    }
  }
}

extension AttemptFailure {
  /// Reads an answer and its headers about time.
  init(_ answer: AWSError.ServiceAnswer, _ response: ClientResponse, method: HTTPMethod) {
    let serverTime = response.headers["Date"].flatMap(HTTPDate.instant)
    self.init(
      .service(answer), method: method,
      retryAfter: response.headers["Retry-After"].flatMap { Self.pause($0, serverTime) },
      serverTime: serverTime)
  }

  /// Seconds, or a time by the server's clock (RFC 9110, section 10.2.3).
  private static func pause(_ text: String, _ serverTime: Instant?) -> Duration? {
    if let seconds = UInt32(text) { return .seconds(Int64(seconds)) }
    guard let until = HTTPDate.instant(text), let serverTime else { return nil }
    let milliseconds = until.millisecondsSinceEpoch - serverTime.millisecondsSinceEpoch
    return .milliseconds(max(milliseconds, 0))
  }
}
