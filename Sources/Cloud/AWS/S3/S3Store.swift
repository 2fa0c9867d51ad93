import Bytes
import Failures
import HTTP
package import HTTPClient
package import Storage
import Synchronization
import Time

/// A lake in a bucket of S3, or of a server with its protocol.
///
/// Conditional writes use the service's `If-None-Match` and `If-Match`, also with retries: a write
/// whose answer got lost is recognised by its id in the object's metadata.
package struct S3Store: ObjectStore {
  package let location: S3Location
  let address: S3Address
  let caller: any AWSCaller
  let settings: S3Settings
  private let bucket = BucketKnowledge()

  package init(
    _ location: S3Location, at endpoint: ServiceEndpoint, through caller: any AWSCaller,
    settings: S3Settings = S3Settings()
  ) {
    self.location = location
    self.caller = caller
    self.settings = settings
    address = S3Address(bucket: location.bucket, endpoint: endpoint)
  }

  /// About 15 ms per call, and 80 MB per second.
  package var bytesWorthARead: Int { 1 << 20 }

  /// Gathered in memory: S3 accepts whole objects, or parts of a fixed size.
  package func writer(for key: String) async throws -> any ObjectWriter {
    GatheredObject(key, for: self)
  }

  package func head(_ key: String) async throws -> ObjectInfo? {
    guard let headers = try await headers(of: key) else { return nil }
    guard let length = headers["Content-Length"].flatMap({ Int($0) }), length >= 0,
      let tag = headers["ETag"],
      let modified = headers["Last-Modified"].flatMap(HTTPDate.instant)
    else { throw unreadable(key, "an answer to HEAD without length, ETag or Last-Modified") }
    return ObjectInfo(
      byteCount: length, version: ObjectVersion(tag: tag),
      modifiedMilliseconds: modified.millisecondsSinceEpoch)
  }

  /// The metadata of an object; `nil` if there is none.
  func headers(of key: String) async throws(ObjectStoreError) -> HTTPFields? {
    do {
      return try await call(request(.head, try url(of: key)), about: key).headers
    } catch {
      guard error.code == .notFound else { throw error }
      // An answer to HEAD has no body and does not distinguish a missing object from a missing
      // bucket.
      try await requireBucket()
      return nil
    }
  }

  /// - Throws: `.unreachable` if the bucket does not exist. Asks once.
  private func requireBucket() async throws(ObjectStoreError) {
    if bucket.isThere { return }
    do {
      _ = try await call(request(.head, address.bucket()), about: "")
    } catch {
      guard error.code == .notFound else { return }
      throw ObjectStoreError(
        code: .unreachable, place: "\(location)",
        reason: "there is no bucket \(location.bucket) (\(error.reason))")
    }
  }
}

// MARK: Calls

extension S3Store {
  /// The key in the bucket.
  func fullKey(_ key: String) -> String {
    location.prefix.isEmpty ? key : "\(location.prefix)/\(key)"
  }

  /// - Throws: `.invalidKey`.
  func url(
    of key: String, _ parameters: [(name: String, value: String)] = []
  ) throws(ObjectStoreError) -> String {
    let full = fullKey(key)
    if let reason = S3Key.problem(with: key) ?? S3Key.problem(with: full) {
      throw ObjectStoreError(code: .invalidKey, place: key, reason: reason)
    }
    return address.object(full, parameters)
  }

  func request(_ method: HTTPMethod, _ url: String, body: [SharedBytes] = []) -> ClientRequest {
    ClientRequest(method, url, body: body, limits: settings.limits)
  }

  /// - Returns: an answer with a status of 2xx.
  func call(
    _ request: ClientRequest, about key: String
  ) async throws(ObjectStoreError) -> ClientResponse {
    do {
      return try await answer(to: request)
    } catch {
      throw failure(error, about: key)
    }
  }

  /// - Returns: an answer with a status of 2xx.
  func answer(to request: ClientRequest) async throws(AWSError) -> ClientResponse {
    let response = try await caller.call(request, of: .s3)
    guard (200..<300).contains(response.status) else {
      throw AWSError(
        service: .s3, operation: request.operation,
        cause: .service(AWSError.ServiceAnswer(response, of: .s3)))
    }
    bucket.noteThere()
    return response
  }

  func failure(_ error: AWSError, about key: String) -> ObjectStoreError {
    if case .service(let answer) = error.cause, answer.code == "NoSuchKey" { bucket.noteThere() }
    return ObjectStoreError(error, place: key.isEmpty ? "\(location)" : key)
  }

  func unreadable(_ key: String, _ reason: String) -> ObjectStoreError {
    ObjectStoreError(code: .failed, place: key, reason: reason)
  }
}

/// Remembers that a bucket exists.
private final class BucketKnowledge: Sendable {
  private let seen = Atomic(false)
  var isThere: Bool { seen.load(ordering: .relaxed) }
  func noteThere() { seen.store(true, ordering: .relaxed) }
}

/// How a store in S3 transfers bytes.
package struct S3Settings: Hashable, Sendable {
  /// Longer objects are written as multipart uploads.
  package var multipartThreshold = 16 << 20
  /// The length of an uploaded part; at least 5 MiB by S3's rules.
  package var uploadPartBytes = 8 << 20
  /// The length of downloaded parts. A shorter object takes one request and its own length in
  /// memory; joining parts briefly takes twice as much.
  package var downloadPartBytes = 32 << 20
  /// Max concurrent parts.
  package var partsAtATime = 4
  /// The max length of an object that is read as a whole.
  package var downloadLimit = 512 << 20
  /// The max keys and folders of a listing.
  package var listingLimit = 1_000_000
  /// Limits of a connection. The client bounds a call as a whole, not `total`.
  package var limits = HTTPLimits()

  package init() { limits.total = nil }
}

/// Identifies one write in the object's metadata, so that a write whose answer got lost is
/// recognised. Neither the ETag nor a checksum can do that: another writer may have written the
/// same bytes.
struct WriteID: Hashable {
  static let header = "x-amz-meta-write-id"

  /// 32 hex digits.
  let text: String

  init() {
    let digits = String(UInt128.random(in: .min ... .max), radix: 16)
    text = String(repeating: "0", count: 32 - digits.count) + digits
  }

  func isIn(_ headers: HTTPFields) -> Bool { headers[Self.header] == text }
}
