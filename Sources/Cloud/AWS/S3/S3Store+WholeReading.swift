import Bytes
import Concurrency
import Failures
import HTTP
import HTTPClient
import Storage

extension S3Store {
  /// Max reads of an object whose bytes do not match its checksum.
  private static let readingsOfOneObject = 2

  /// All bytes of an object, compared with S3's checksum if it can be recomputed. S3 has no
  /// checksum of a range.
  /// - Throws: `ObjectStoreError`, `.damaged` if the bytes were wrong each time.
  func readWhole(_ source: S3Source, _ version: ObjectVersion?) async throws -> SharedBytes {
    for _ in 0..<Self.readingsOfOneObject {
      let (bytes, headers) = try await wholeObject(source, version)
      guard let checksum = StoredChecksum(headers), checksum.rulesOut(bytes) else { return bytes }
    }
    throw ObjectStoreError(
      code: .damaged, place: source.key,
      reason: "the bytes do not match the checksum stored in S3")
  }

  /// The bytes and metadata of an object. A long one is read in concurrent parts, pinned to one
  /// version.
  private func wholeObject(
    _ source: S3Source, _ version: ObjectVersion?
  ) async throws -> (SharedBytes, HTTPFields) {
    let step = max(settings.downloadPartBytes, 1)
    var request = try request(.get, for: source, version)
    request.limits.responseBytes = min(step, settings.downloadLimit)
    do {
      let response = try await answer(to: request)
      if let version, let tag = response.headers["ETag"], tag != version.tag {
        throw ObjectStoreError(code: .changed, place: source.key, reason: "it is now \(tag)")
      }
      return (response.body, response.headers)
    } catch let error as AWSError {
      guard error.saysTooLarge else { throw failure(error, about: source.key) }
    }
    let headers = try await call(
      self.request(.head, for: source, version), about: source.key
    ).headers
    guard let total = headers["Content-Length"].flatMap({ Int($0) }), total >= 0,
      let pinned = version ?? headers["ETag"].map(ObjectVersion.init)
    else { throw unreadable(source.key, "an answer to HEAD without length or ETag") }
    guard total <= settings.downloadLimit else { throw tooLong(source.key, total) }
    return (try await parts(of: source, pinned, total: total, step: step), headers)
  }

  private func parts(
    of source: S3Source, _ version: ObjectVersion, total: Int, step: Int
  ) async throws -> SharedBytes {
    let starts = Array(stride(from: 0, to: total, by: step))
    let parts = try await concurrentMap(starts, atATime: settings.partsAtATime) { start in
      let range = start..<min(start + step, total)
      let part = try await part(range, of: source, version)
      guard part.total == total, part.bytes.count == range.count else {
        throw unreadable(source.key, "bytes \(range) came as \(part.bytes.count) bytes")
      }
      return part.bytes
    }
    return SharedBytes(joining: parts)
  }

  /// A request for a whole object and its checksum.
  private func request(
    _ method: HTTPMethod, for source: S3Source, _ version: ObjectVersion?
  ) throws(ObjectStoreError) -> ClientRequest {
    var request = request(method, try url(of: source.key, source.parameters))
    request.headers["If-Match"] = version?.tag
    request.headers[StoredChecksum.request.name] = StoredChecksum.request.value
    return request
  }

  private func tooLong(_ key: String, _ byteCount: Int) -> ObjectStoreError {
    ObjectStoreError(
      code: .failed, place: key,
      reason: "it has \(byteCount) bytes, and at most \(settings.downloadLimit) are read at once")
  }
}

extension AWSError {
  /// Whether the answer exceeded its limit.
  fileprivate var saysTooLarge: Bool {
    if case .transport(let error) = cause { error.code == .tooLarge } else { false }
  }
}
