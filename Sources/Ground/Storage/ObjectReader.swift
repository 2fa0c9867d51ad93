package import Bytes

/// Reads ranges of one version of an object. If the object is replaced meanwhile, reading fails
/// instead of mixing two versions.
package struct ObjectReader: ByteRangeSource {
  private let store: any ObjectStore
  private let key: String
  package let info: ObjectInfo

  /// - Returns: `nil` if there is no such object.
  /// - Throws: `ObjectStoreError`.
  package init?(_ key: String, in store: any ObjectStore) async throws {
    guard let info = try await store.head(key) else { return nil }
    self.store = store
    self.key = key
    self.info = info
  }

  package var byteCount: Int { info.byteCount }
  package var bytesWorthARead: Int { store.bytesWorthARead }

  /// - Throws: `ObjectStoreError`, including `.changed`.
  package func read(_ range: Range<Int>) async throws -> SharedBytes {
    try await store.get(key, range: range, version: info.version)
  }
}
