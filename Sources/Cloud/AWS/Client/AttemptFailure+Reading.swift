import HTTPClient
import Time

extension AttemptFailure {
  /// What an answer says, with its headers about time.
  init(_ answer: AWSError.ServiceAnswer, _ response: HTTPResponse, method: HTTPMethod) {
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
