package import Bytes

/// An empty store that rejects writes.
package struct EmptyStore: ObjectStore {
  package init() {}

  package func head(_ key: String) async throws -> ObjectInfo? { nil }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    throw ObjectStoreError(code: .notFound, place: key, reason: "there is nothing in this store")
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    throw ObjectStoreError(code: .forbidden, place: key, reason: "this store takes nothing")
  }

  package func writer(for key: String) async throws -> any ObjectWriter {
    GatheredObject(key, for: self)
  }

  package var bytesWorthARead: Int { 1 << 20 }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    ObjectListing()
  }
}
