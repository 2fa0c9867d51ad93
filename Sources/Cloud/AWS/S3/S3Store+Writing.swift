package import Bytes
import Failures
import HTTP
import HTTPClient
package import Storage

extension S3Store {
  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    let byteCount = body.reduce(0) { $0 + $1.count }
    guard byteCount <= settings.multipartThreshold else {
      return try await putInParts(key, body, when: condition)
    }
    let hash = PayloadHash(of: body)
    var request = request(.put, try url(of: key), body: body)
    request.headers[RequestSigner.contentHashHeader] = hash.hexadecimal
    request.headers["x-amz-checksum-sha256"] = hash.base64
    condition.apply(to: &request.headers)
    let id = WriteID()
    if condition != .always { request.headers[WriteID.header] = id.text }
    do {
      _ = try await answer(to: request)
      return .written
    } catch {
      return try await settle(error, of: key, id, condition)
    }
  }

  /// Finds out whether a rejected conditional write took effect.
  ///
  /// "The condition does not hold" may answer the second sending of a write that the first sending
  /// carried out: by our retries, or unseen within libcurl if the body is empty. So the current
  /// object is read. With our id, the write succeeded. With another id after an unanswered attempt,
  /// ours may have been written and replaced since: then neither outcome would be true.
  /// - Throws: the failure itself if it is a different one, and `.failed` if the outcome is
  ///   unknown.
  func settle(
    _ error: AWSError, of key: String, _ id: WriteID, _ condition: PutCondition
  ) async throws(ObjectStoreError) -> PutOutcome {
    guard condition != .always, error.saysConditionFailed else {
      throw failure(error, about: key)
    }
    if let standing = try await headers(of: key), id.isIn(standing) { return .written }
    guard !error.mayHaveTakenEffect else {
      throw ObjectStoreError(
        code: .failed, place: key,
        reason: """
          it cannot be told whether this write took place and was then replaced: \
          an attempt went unanswered, and now another's object or none is there
          """)
    }
    return .conditionFailed
  }
}

extension PutCondition {
  func apply(to headers: inout HTTPFields) {
    switch self {
    case .always: break
    case .absent: headers["If-None-Match"] = "*"
    case .matches(let version): headers["If-Match"] = version.tag
    }
  }
}

extension AWSError {
  /// S3 answers `If-Match` on a missing object with 404.
  fileprivate var saysConditionFailed: Bool {
    guard case .service(let answer) = cause else { return false }
    return answer.status == 412 || answer.code == "NoSuchKey"
  }
}
