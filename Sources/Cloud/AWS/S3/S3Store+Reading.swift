package import Bytes
import Failures
import HTTP
import HTTPClient
package import Storage

extension S3Store {
  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    try await read(S3Source(key: key), range, version)
  }

  /// All bytes of one version of an object in a bucket with versioning.
  /// - Parameter versionID: as named in S3's events.
  /// - Throws: `ObjectStoreError`, including `.notFound`.
  package func get(_ key: String, versionID: String) async throws -> SharedBytes {
    try await read(S3Source(key: key, versionID: versionID), nil, nil)
  }

  /// Bytes of an object and its metadata from the answer.
  struct Part {
    let bytes: SharedBytes
    /// The length of the whole object.
    let total: Int
    let version: ObjectVersion?
  }

  private func read(
    _ source: S3Source, _ range: Range<Int>?, _ version: ObjectVersion?
  ) async throws -> SharedBytes {
    guard let range else { return try await readWhole(source, version) }
    // HTTP has no empty range. One byte is requested, to learn whether the object is unchanged.
    guard !range.isEmpty else {
      return try await part(0..<1, of: source, version).bytes[0..<0]
    }
    return try await part(range.clamped(to: 0..<Int.max), of: source, version).bytes
  }

  /// One request for the existing part of a range.
  func part(
    _ range: Range<Int>, of source: S3Source, _ version: ObjectVersion?
  ) async throws(ObjectStoreError) -> Part {
    let key = source.key
    // One byte more than allowed, so that a longer object is noticed and not truncated.
    let maximum = min(range.count, settings.downloadLimit + 1)
    let wanted = range.lowerBound..<(range.lowerBound + min(maximum, Int.max - range.lowerBound))
    var request = request(.get, try url(of: key, source.parameters))
    request.headers["Range"] = "bytes=\(wanted.lowerBound)-\(wanted.upperBound - 1)"
    request.headers["If-Match"] = version?.tag
    request.limits.responseBytes = settings.downloadLimit
    let response: ClientResponse
    do {
      response = try await answer(to: request)
    } catch {
      // The object is empty, or ends before the range.
      if error.status == 416 { return Part(bytes: SharedBytes([]), total: 0, version: version) }
      throw failure(error, about: key)
    }
    let tag = response.headers["ETag"].map(ObjectVersion.init)
    if let version, let tag, tag != version {
      throw ObjectStoreError(code: .changed, place: key, reason: "it is now \(tag.tag)")
    }
    guard let part = Self.part(wanted, in: response, version: tag) else {
      throw unreadable(key, "the answer does not hold bytes \(wanted)")
    }
    return part
  }

  /// - Returns: `nil` if the answer contains other bytes than requested.
  private static func part(
    _ wanted: Range<Int>, in response: ClientResponse, version: ObjectVersion?
  ) -> Part? {
    let body = response.body
    if response.status != 206 {
      // The server ignored the range and sent everything.
      return Part(
        bytes: body[wanted.clamped(to: 0..<body.count)], total: body.count, version: version)
    }
    guard let sent = response.headers["Content-Range"].flatMap(ContentRange.init),
      sent.range == wanted.clamped(to: 0..<sent.total), sent.range.count == body.count
    else { return nil }
    return Part(bytes: body, total: sent.total, version: version)
  }
}

/// An object to read, or one of its versions.
struct S3Source {
  let key: String
  var versionID: String?

  var parameters: [(name: String, value: String)] {
    versionID.map { [("versionId", $0)] } ?? []
  }
}

extension AWSError {
  /// The status of the service's answer; `nil` if none arrived.
  var status: Int? {
    if case .service(let answer) = cause { answer.status } else { nil }
  }
}

/// The range of an object in an answer: `bytes 0-499/1234` (RFC 9110, section 14.4).
struct ContentRange: Hashable {
  let range: Range<Int>
  /// The length of the whole object.
  let total: Int

  init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0] == "bytes" else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let total = Int(parts[1]) else { return nil }
    let bounds = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int(bounds[0]), let last = Int(bounds[1]),
      first >= 0, last >= first, last < total
    else { return nil }
    range = first..<(last + 1)
    self.total = total
  }
}
