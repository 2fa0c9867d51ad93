package import Bytes
package import DataLake
import Synchronization

/// A store whose process dies at its n-th write: that write and all later ones never happen.
package final class InterruptedStore: ObjectStore {
  package struct Interruption: Error {}

  private let store: any ObjectStore
  private let writesLeft: Atomic<Int>

  package init(_ store: any ObjectStore, after writes: Int) {
    self.store = store
    writesLeft = Atomic(writes)
  }

  package func head(_ key: String) async throws -> ObjectInfo? { try await store.head(key) }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    try await store.get(key, range: range, version: version)
  }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    try await store.list(prefix, delimited: delimited)
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    guard writesLeft.subtract(1, ordering: .relaxed).newValue >= 0 else { throw Interruption() }
    return try await store.put(key, body, when: condition)
  }
}
