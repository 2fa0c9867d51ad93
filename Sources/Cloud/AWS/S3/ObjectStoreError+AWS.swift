import Failures
import HTTPClient
import Storage

extension ObjectStoreError {
  /// Translates a failed call to S3.
  /// - Parameter place: the key or the prefix concerned.
  init(_ error: AWSError, place: String) {
    self.init(
      code: Code(error.cause), place: place, reason: error.description + Self.hint(error.cause),
      underlying: error)
  }

  /// Other meanings of a bare 403. Only an answer to HEAD is as bare as that.
  private static func hint(_ cause: AWSError.Cause) -> String {
    guard case .service(let answer) = cause, answer.status == 403, answer.code.isEmpty else {
      return ""
    }
    return "; it is also the answer where nothing is there and s3:ListBucket is not allowed"
  }
}

extension ObjectStoreErrorCode {
  fileprivate init(_ cause: AWSError.Cause) {
    self =
      switch cause {
      case .service(let answer): Self(answer)
      case .transport(let error): Self(error.code)
      case .credentials: .forbidden
      case .unreadableAnswer: .failed
      }
  }

  private init(_ answer: AWSError.ServiceAnswer) {
    self =
      switch (answer.status, answer.code) {
      case (_, "NoSuchBucket"): .unreachable
      case (_, "NoSuchUpload"): .failed
      case (404, _): .notFound
      case (412, _): .changed
      case (401, _), (403, _): .forbidden
      case (_, "AuthorizationHeaderMalformed"), (_, "ExpiredToken"), (_, "InvalidToken"):
        .forbidden
      case (507, _), (_, "QuotaExceeded"): .full
      case (429, _), (500..., _): .unreachable
      // The bucket is in another region.
      case (300..<400, _): .unreachable
      default: .failed
      }
  }

  private init(_ code: HTTPErrorCode) {
    self =
      switch code {
      case .unresolved, .unconnected, .untrusted, .timedOut, .cutShort: .unreachable
      case .invalidRequest, .tooLarge, .cancelled, .failed: .failed
      }
  }
}
