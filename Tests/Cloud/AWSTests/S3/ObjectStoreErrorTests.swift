import Failures
import HTTPClient
import Storage
import Testing

@testable import AWS

/// What an error of S3 means to a lake.
@Suite struct ObjectStoreErrorTests {
  private func error(_ cause: AWSError.Cause) -> ObjectStoreError {
    ObjectStoreError(
      AWSError(service: .s3, operation: "GET /a", cause: cause), place: "a")
  }

  private func answer(_ status: Int, _ code: String) -> AWSError.Cause {
    .service(.init(status: status, code: code, message: "", requestID: ""))
  }

  @Test(
    arguments: [
      (404, "NoSuchKey", .notFound), (404, "", .notFound), (404, "NoSuchBucket", .unreachable),
      (404, "NoSuchUpload", .failed), (412, "PreconditionFailed", .changed),
      (401, "", .forbidden), (403, "AccessDenied", .forbidden), (400, "ExpiredToken", .forbidden),
      (400, "InvalidToken", .forbidden), (400, "AuthorizationHeaderMalformed", .forbidden),
      (507, "", .full), (400, "QuotaExceeded", .full), (429, "", .unreachable),
      (500, "InternalError", .unreachable), (503, "SlowDown", .unreachable),
      (301, "PermanentRedirect", .unreachable), (400, "InvalidArgument", .failed),
      (409, "OperationAborted", .failed),
    ] as [(Int, String, ObjectStoreErrorCode)])
  func anAnswerHasItsMeaning(_ status: Int, _ name: String, code: ObjectStoreErrorCode) {
    let error = error(answer(status, name))
    #expect(error.code == code && error.place == "a")
    #expect(error.reason.hasPrefix("GET /a: \(status)") && error.underlying is AWSError)
  }

  @Test(
    arguments: [
      (.unresolved, .unreachable), (.unconnected, .unreachable), (.untrusted, .unreachable),
      (.timedOut, .unreachable), (.cutShort, .unreachable), (.invalidRequest, .failed),
      (.tooLarge, .failed), (.cancelled, .failed), (.failed, .failed),
    ] as [(HTTPErrorCode, ObjectStoreErrorCode)])
  func aMissingAnswerHasItsMeaning(_ cause: HTTPErrorCode, code: ObjectStoreErrorCode) {
    let error = error(.transport(HTTPError(code: cause, place: "h:443", reason: "gone")))
    #expect(error.code == code && error.reason == "GET /a: gone (h:443)")
  }

  @Test func whatIsNeitherHasItsReason() {
    #expect(error(.credentials(reason: "none")).code == .forbidden)
    #expect(error(.unreadableAnswer(reason: "no XML")).code == .failed)
    #expect(error(.unreadableAnswer(reason: "no XML")).reason == "GET /a: no XML")
  }

  /// S3 hides whether an object exists from those who may not list.
  @Test func aBare403MayMeanThatNothingIsThere() {
    #expect(error(answer(403, "")).reason.contains("s3:ListBucket"))
    #expect(!error(answer(403, "AccessDenied")).reason.contains("s3:ListBucket"))
    #expect(!error(answer(404, "")).reason.contains("s3:ListBucket"))
  }

  @Test(arguments: [
    ("", "", "", "400"), ("A", "", "", "400 A"), ("A", "no", "", "400 A: no"),
    ("", "no", "7", "400: no (request 7)"), ("A", "no", "7", "400 A: no (request 7)"),
  ])
  func anAnswerIsDescribedByWhatItHas(
    _ code: String, _ message: String, requestID: String, description: String
  ) {
    let answer = AWSError.ServiceAnswer(
      status: 400, code: code, message: message, requestID: requestID)
    #expect(answer.description == description)
  }
}
