package import Bytes

/// A store in front of another one that forwards all reads and defines its own writes.
package protocol ForwardingStore: ObjectStore {
  /// The store that is read.
  var store: any ObjectStore { get }
}

extension ForwardingStore {
  package func head(_ key: String) async throws -> ObjectInfo? { try await store.head(key) }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    try await store.get(key, range: range, version: version)
  }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    try await store.list(prefix, delimited: delimited)
  }

  package var bytesWorthARead: Int { store.bytesWorthARead }
}
