import AWS
import Bytes
import Storage

/// The uploads in a bucket of S3.
struct BucketUploads: UploadSource {
  let store: S3Store

  func read(_ key: String, _ pin: UploadPin) async throws -> SharedBytes {
    switch pin {
    case .version(let id): return try await store.get(key, versionID: id)
    // Events write the tag without HTTP's quotes.
    case .tag(let tag):
      return try await store.get(key, range: nil, version: ObjectVersion(tag: "\"\(tag)\""))
    case .any: return try await store.get(key)
    }
  }
}
