import Bytes

/// Which content of a key an event speaks of.
enum UploadPin: Hashable, Sendable {
  /// The version by its id: it can be read even after it was replaced.
  case version(id: String)
  /// The content by its entity tag, as long as it stands there.
  case tag(String)
  /// Whatever stands there, since the event does not tell.
  case any
}

/// Where uploads are read from.
protocol UploadSource: Sendable {
  /// Reads an upload whole.
  /// - Parameter key: within the lake, without the prefix of the lake in its bucket.
  /// - Throws: `ObjectStoreError`: `.changed` where something else stands there, `.notFound` where
  ///   nothing does.
  func read(_ key: String, _ pin: UploadPin) async throws -> SharedBytes
}
