package import Bytes
package import Storage
import Synchronization

/// Counts what is asked of a store, and the bytes that are read from it.
package final class CountingStore: ObjectStore {
  private let store: any ObjectStore
  private let counts = Mutex(Counts())

  /// How often each operation was called.
  package struct Counts: Hashable, Sendable {
    package var heads = 0
    package var gets = 0
    package var lists = 0
    package var bytesRead = 0

    package init(heads: Int = 0, gets: Int = 0, lists: Int = 0, bytesRead: Int = 0) {
      self.heads = heads
      self.gets = gets
      self.lists = lists
      self.bytesRead = bytesRead
    }
  }

  package let bytesWorthARead: Int

  /// - Parameter bytesWorthARead: told instead of the store's own.
  package init(_ store: any ObjectStore, bytesWorthARead: Int? = nil) {
    self.store = store
    self.bytesWorthARead = bytesWorthARead ?? store.bytesWorthARead
  }

  package var counted: Counts { counts.withLock { $0 } }
  package var bytesRead: Int { counted.bytesRead }

  /// What is counted from now on begins with zero again.
  package func reset() { counts.withLock { $0 = Counts() } }

  package func head(_ key: String) async throws -> ObjectInfo? {
    counts.withLock { $0.heads += 1 }
    return try await store.head(key)
  }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    let bytes = try await store.get(key, range: range, version: version)
    counts.withLock {
      $0.gets += 1
      $0.bytesRead += bytes.count
    }
    return bytes
  }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    counts.withLock { $0.lists += 1 }
    return try await store.list(prefix, delimited: delimited)
  }

  package func writer(for key: String) async throws -> any ObjectWriter {
    try await store.writer(for: key)
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await store.put(key, body, when: condition)
  }
}
