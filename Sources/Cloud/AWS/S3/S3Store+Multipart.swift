import Bytes
import Concurrency
import HTTP
import HTTPClient
import Storage
import XML

extension S3Store {
  /// Max attempts of an upload while others write the same key.
  private static let uploadsOfOneBody = 3

  /// Writes an object as a multipart upload with concurrent parts. It appears with the last step;
  /// without that step, the parts are removed.
  ///
  /// S3 requires a new upload, with all parts, if another write interfered. Mostly the next attempt
  /// ends at the condition, since the other write came first.
  func putInParts(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    var uploads = 1
    while true {
      do {
        return try await uploadInParts(key, body, when: condition)
      } catch let spoilt as SpoiltUpload {
        guard uploads < Self.uploadsOfOneBody else { throw failure(spoilt.cause, about: key) }
        uploads += 1
      }
    }
  }

  /// - Throws: `SpoiltUpload`, `ObjectStoreError`.
  private func uploadInParts(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    // The service checks the condition in the last step. Checking first can save sending the parts.
    guard try await mayHold(condition, for: key) else { return .conditionFailed }
    let id = WriteID()
    let parts = BodyParts(body, settings: settings)
    let upload = try await beginUpload(of: key, id, partBytes: parts.partBytes)
    do {
      let sent = try await concurrentMap(parts.parts, atATime: settings.partsAtATime) { part in
        try await send(part, upload)
      }
      let outcome = try await complete(upload, sent, id, condition)
      if outcome == .conditionFailed { await abort(upload) }
      return outcome
    } catch {
      await abort(upload)
      throw error
    }
  }

  private func mayHold(_ condition: PutCondition, for key: String) async throws -> Bool {
    switch condition {
    case .always: true
    case .absent: try await head(key) == nil
    case .matches(let version): try await head(key)?.version == version
    }
  }

  private func beginUpload(
    of key: String, _ id: WriteID, partBytes: Int
  ) async throws(ObjectStoreError) -> MultipartUpload {
    var request = request(.post, try url(of: key, [("uploads", "")]))
    request.headers["x-amz-checksum-algorithm"] = "SHA256"
    request.headers[WriteID.header] = id.text
    request.headers[StoredChecksum.partBytesHeader] = "\(partBytes)"
    let response = try await call(request, about: key)
    guard let uploadID = try? XMLElement(parsing: response.body)["UploadId"]?.text,
      !uploadID.isEmpty
    else { throw unreadable(key, "no UploadId in the answer that begins an upload in parts") }
    return MultipartUpload(key: key, id: uploadID)
  }

  private func send(
    _ part: BodyPart, _ upload: MultipartUpload
  ) async throws(ObjectStoreError) -> SentPart {
    let hash = PayloadHash(of: part.body)
    let parameters = [(name: "partNumber", value: "\(part.number)"), ("uploadId", upload.id)]
    var request = request(
      .put, try url(of: upload.key, parameters), body: part.body)
    request.headers[RequestSigner.contentHashHeader] = hash.hexadecimal
    request.headers["x-amz-checksum-sha256"] = hash.base64
    let response = try await call(request, about: upload.key)
    guard let tag = response.headers["ETag"] else {
      throw unreadable(upload.key, "no ETag for part \(part.number)")
    }
    return SentPart(number: part.number, tag: tag, checksum: hash.base64)
  }

  private func complete(
    _ upload: MultipartUpload, _ parts: [SentPart], _ id: WriteID, _ condition: PutCondition
  ) async throws -> PutOutcome {
    var request = request(
      .post, try url(of: upload.key, [("uploadId", upload.id)]),
      body: [SharedBytes(MultipartUpload.list(of: parts))])
    request.headers["Content-Type"] = "application/xml"
    condition.apply(to: &request.headers)
    // Joining the parts may take minutes with hardly any traffic.
    request.limits.stalling = nil
    do {
      let response = try await answer(to: request)
      guard let root = try? XMLElement(parsing: response.body),
        root.name == "CompleteMultipartUploadResult"
      else { throw unreadable(upload.key, "an answer that does not say that the upload is done") }
      return .written
    } catch let error as AWSError {
      // After an unanswered attempt, a missing upload may be a completed one.
      if error.mayHaveTakenEffect, let standing = try? await headers(of: upload.key),
        id.isIn(standing)
      {
        return .written
      }
      if error.saysUploadIsSpoilt { throw SpoiltUpload(cause: error) }
      return try await settle(error, of: upload.key, id, condition)
    }
  }

  /// Removes the parts, also after cancellation. If that fails, the bucket's rule for incomplete
  /// uploads removes them.
  private func abort(_ upload: MultipartUpload) async {
    guard let url = try? url(of: upload.key, [("uploadId", upload.id)]) else { return }
    // A cancelled caller has little time left.
    let limit = Task.isCancelled ? Duration.seconds(1) : .seconds(10)
    await Task {
      _ = try? await caller.call(request(.delete, url), of: .s3, within: limit)
    }.value
  }
}

/// An upload that cannot be completed any more, although nothing was wrong with it.
private struct SpoiltUpload: Error {
  let cause: AWSError
}

extension AWSError {
  /// Whether another write interfered, or the upload was aborted; not if it may still be completed.
  fileprivate var saysUploadIsSpoilt: Bool {
    guard case .service(let answer) = cause, !mayHaveTakenEffect else { return false }
    return ["ConditionalRequestConflict", "NoSuchUpload"].contains(answer.code)
  }
}
