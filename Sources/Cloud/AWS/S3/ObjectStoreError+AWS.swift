import HTTPClient
import Storage

extension ObjectStoreError {
  /// What a failed call to S3 means for whoever wanted an object.
  /// - Parameter place: the key or the prefix it was about.
  init(_ error: AWSError, place: String) {
    self.init(
      code: Code(error.cause), place: place, reason: error.description + Self.hint(error.cause))
  }

  /// What else a bare 403 may mean. Only an answer to HEAD says no more than that.
  private static func hint(_ cause: AWSError.Cause) -> String {
    guard case .service(let answer) = cause, answer.status == 403, answer.code.isEmpty else {
      return ""
    }
    return "; it is also the answer where nothing is there and s3:ListBucket is not allowed"
  }
}

extension ObjectStoreError.Code {
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
      // The bucket lies elsewhere.
      case (300..<400, _): .unreachable
      default: .failed
      }
  }

  private init(_ code: HTTPError.Code) {
    self =
      switch code {
      case .unresolved, .unconnected, .untrusted, .timedOut, .cutShort: .unreachable
      case .invalidRequest, .tooLarge, .cancelled, .failed: .failed
      }
  }
}
