package import Bytes
package import DataLake
import HTTP

extension S3Store {
  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    try await read(Source(key: key), range, version)
  }

  /// All bytes of one of the versions that a bucket with versioning keeps of an object.
  /// - Parameter versionID: as S3 names it in events.
  /// - Throws: `ObjectStoreError`, `.notFound` among them.
  package func get(_ key: String, versionID: String) async throws -> SharedBytes {
    try await read(Source(key: key, versionID: versionID), nil, nil)
  }

  private struct Source {
    let key: String
    var versionID: String?

    var parameters: [(name: String, value: String)] {
      versionID.map { [("versionId", $0)] } ?? []
    }
  }

  /// Bytes of an object, with what the answer told of it.
  private struct Part {
    let bytes: SharedBytes
    /// The length of the whole object.
    let total: Int
    let version: ObjectVersion?
  }

  private func read(
    _ source: Source, _ range: Range<Int>?, _ version: ObjectVersion?
  ) async throws -> SharedBytes {
    guard let range else { return try await readWhole(source, version) }
    // HTTP has no empty range. One byte is asked for, to learn whether the object is still the
    // same.
    guard !range.isEmpty else {
      return try await part(0..<1, of: source, version).bytes[0..<0]
    }
    return try await part(range.clamped(to: 0..<Int.max), of: source, version).bytes
  }

  /// The first part tells how long the object is; the others follow several at a time, pinned to
  /// the version of the first.
  private func readWhole(_ source: Source, _ version: ObjectVersion?) async throws -> SharedBytes {
    let step = max(settings.downloadPartBytes, 1)
    let first = try await part(0..<step, of: source, version)
    let total = first.total
    guard total > first.bytes.count else { return first.bytes }
    guard total <= settings.downloadLimit else { throw tooLong(source.key, total) }
    guard let pinned = version ?? first.version else {
      throw unreadable(source.key, "an answer without ETag, by which to read the rest")
    }
    let starts = Array(stride(from: first.bytes.count, to: total, by: step))
    let rest = try await concurrentMap(starts, atATime: settings.partsAtATime) { start in
      let range = start..<min(start + step, total)
      let part = try await part(range, of: source, pinned)
      guard part.total == total, part.bytes.count == range.count else {
        throw unreadable(source.key, "bytes \(range) came as \(part.bytes.count) bytes")
      }
      return part.bytes
    }
    return SharedBytes(joining: [first.bytes] + rest)
  }

  /// One request for the part of a range that the object has.
  private func part(
    _ range: Range<Int>, of source: Source, _ version: ObjectVersion?
  ) async throws(ObjectStoreError) -> Part {
    let key = source.key
    // One byte more than is taken, so that a longer object is noticed and not cut.
    let most = min(range.count, settings.downloadLimit + 1)
    let wanted = range.lowerBound..<(range.lowerBound + min(most, Int.max - range.lowerBound))
    var request = request(.get, try url(of: key, source.parameters))
    request.headers["Range"] = "bytes=\(wanted.lowerBound)-\(wanted.upperBound - 1)"
    request.headers["If-Match"] = version?.tag
    request.limits.responseBytes = settings.downloadLimit
    let response: HTTPResponse
    do {
      response = try await answer(to: request)
    } catch {
      // There is nothing there: the object is empty, or ends before the range begins.
      if error.status == 416 { return Part(bytes: SharedBytes([]), total: 0, version: version) }
      throw failure(error, about: key)
    }
    let tag = response.headers["ETag"].map(ObjectVersion.init)
    if let version, let tag, tag != version {
      throw ObjectStoreError(code: .changed, place: key, reason: "it is now \(tag.tag)")
    }
    guard let part = Self.part(wanted, in: response, version: tag) else {
      throw unreadable(key, "another part came than bytes \(wanted)")
    }
    return part
  }

  /// - Returns: `nil` where the answer holds other bytes than were asked for.
  private static func part(
    _ wanted: Range<Int>, in response: HTTPResponse, version: ObjectVersion?
  ) -> Part? {
    let body = response.body
    if response.status != 206 {
      // The server takes no ranges and sent everything.
      return Part(
        bytes: body[wanted.clamped(to: 0..<body.count)], total: body.count, version: version)
    }
    guard let sent = response.headers["Content-Range"].flatMap(ContentRange.init),
      sent.range == wanted.clamped(to: 0..<sent.total), sent.range.count == body.count
    else { return nil }
    return Part(bytes: body, total: sent.total, version: version)
  }

  private func tooLong(_ key: String, _ byteCount: Int) -> ObjectStoreError {
    ObjectStoreError(
      code: .failed, place: key,
      reason: "it has \(byteCount) bytes, and at most \(settings.downloadLimit) are read at once")
  }
}

extension AWSError {
  /// The status of the service's answer; `nil` where none came.
  var status: Int? {
    if case .service(let answer) = cause { answer.status } else { nil }
  }
}
