import AWS
import Concurrency
import Failures
import HTTP
import HTTPClient
import Testing
import Time

@Suite struct RetryCourseTests {
  private let now = Instant("2026-01-26T15:30:12Z") ?? .epoch

  @Test(arguments: [
    (500, "InternalError", true), (502, "", true), (503, "SlowDown", true), (504, "", true),
    (429, "", true), (408, "", true), (400, "RequestTimeout", true),
    (409, "ConditionalRequestConflict", true), (400, "ThrottlingException", true),
    (400, "TooManyRequestsException", true), (501, "NotImplemented", false),
    (400, "InvalidRequest", false), (403, "AccessDenied", false), (404, "NoSuchKey", false),
    (409, "BucketAlreadyExists", false), (412, "PreconditionFailed", false),
  ])
  func whatMayPassIsTriedAgain(_ status: Int, code: String, passes: Bool) {
    var course = RetryState(RetryPolicy())
    let step = step(&course, answer(status, code))
    #expect(step == (passes ? .pause(.milliseconds(50)) : .giveUp))
  }

  @Test(arguments: [
    (HTTPErrorCode.timedOut, true, true), (.cutShort, true, true), (.unconnected, true, false),
    (.unresolved, true, false), (.untrusted, false, false), (.invalidRequest, false, false),
    (.tooLarge, false, true), (.cancelled, false, true), (.failed, false, true),
  ])
  func aRequestThatWasNotSentLeavesNoDoubt(
    _ code: HTTPErrorCode, passes: Bool, isUncertain: Bool
  ) {
    var course = RetryState(RetryPolicy())
    let error = HTTPError(code: code, place: "http://h", reason: "")
    let step = step(&course, AttemptFailure(.transport(error), method: .put))
    #expect((step != .giveUp) == passes)
    #expect(course.isUncertain == isUncertain)
  }

  @Test func doubtStaysOverLaterAttempts() {
    var course = RetryState(RetryPolicy())
    _ = step(&course, answer(503, "SlowDown"))
    #expect(!course.isUncertain)
    _ = step(&course, answer(500, "InternalError"))
    _ = step(&course, answer(503, "SlowDown"))
    #expect(course.isUncertain)
  }

  @Test func pausesDoubleUpToALimitAndAttemptsEnd() {
    var policy = RetryPolicy()
    policy.attempts = 9
    policy.backoff.maxPause = .seconds(2)
    var course = RetryState(policy)
    let steps = (0..<9).map { _ in step(&course, answer(503, "SlowDown"), fraction: 1) }
    let pauses = [100, 200, 400, 800, 1600, 2000, 2000, 2000].map { Duration.milliseconds($0) }
    #expect(steps == pauses.map { .pause($0) } + [.giveUp])
  }

  @Test func aPauseThatTheServiceAsksForIsKeptOrNotBegun() {
    var course = RetryState(RetryPolicy())
    let failure = answer(503, "SlowDown", retryAfter: .seconds(7))
    #expect(step(&course, failure, remaining: .seconds(8)) == .pause(.seconds(7)))
    #expect(step(&course, failure, remaining: .seconds(7)) == .giveUp)
  }

  @Test func noTimeLeftIsTheEnd() {
    var course = RetryState(RetryPolicy())
    #expect(step(&course, answer(503, "SlowDown"), remaining: .zero) == .giveUp)
  }

  @Test func aClockIsCorrectedOnceAndOnlyWhereItIsWrong() throws {
    let right = try #require(Instant("2026-01-26T16:30:12Z"))
    var course = RetryState(RetryPolicy())
    let skewed = answer(403, "RequestTimeTooSkewed", serverTime: right)
    #expect(step(&course, skewed) == .correctClock(serverTime: right))
    #expect(step(&course, skewed) == .giveUp)

    var other = RetryState(RetryPolicy())
    #expect(step(&other, answer(403, "SignatureDoesNotMatch", serverTime: now)) == .giveUp)
    // An answer to HEAD says no more than 403.
    #expect(
      step(&other, answer(403, "", serverTime: right)) == .correctClock(serverTime: right))
  }

  @Test func expiredCredentialsAreRenewedOnce() {
    var course = RetryState(RetryPolicy())
    #expect(step(&course, answer(400, "ExpiredToken")) == .renewCredentials)
    #expect(step(&course, answer(400, "ExpiredToken")) == .giveUp)
    var head = RetryState(RetryPolicy())
    #expect(step(&head, answer(400, "", method: .head)) == .renewCredentials)
    var get = RetryState(RetryPolicy())
    #expect(step(&get, answer(400, "", method: .get)) == .giveUp)
  }

  private func answer(
    _ status: Int, _ code: String, method: HTTPMethod = .put, retryAfter: Duration? = nil,
    serverTime: Instant? = nil
  ) -> AttemptFailure {
    let answer = AWSError.ServiceAnswer(status: status, code: code, message: "", requestID: "")
    return AttemptFailure(
      .service(answer), method: method, retryAfter: retryAfter, serverTime: serverTime)
  }

  private func step(
    _ course: inout RetryState, _ failure: AttemptFailure, remaining: Duration = .seconds(60),
    fraction: Double = 0.5
  ) -> RetryState.Step {
    course.step(after: failure, now: now, remaining: remaining, fraction: fraction)
  }
}
