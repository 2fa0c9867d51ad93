package import Bytes
package import DataLake
import Synchronization

/// Counts the bytes that are read from a store.
package final class CountingStore: ObjectStore {
  private let store: any ObjectStore
  private let count = Atomic(0)

  package init(_ store: any ObjectStore) { self.store = store }

  package var bytesRead: Int { count.load(ordering: .relaxed) }

  package func head(_ key: String) async throws -> ObjectInfo? { try await store.head(key) }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    let bytes = try await store.get(key, range: range, version: version)
    count.add(bytes.count, ordering: .relaxed)
    return bytes
  }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    try await store.list(prefix, delimited: delimited)
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await store.put(key, body, when: condition)
  }
}
