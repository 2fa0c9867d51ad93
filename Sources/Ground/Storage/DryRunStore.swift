package import Bytes
import Failures
import Synchronization

/// A store for a dry run: reads pass through, writes stay in memory.
///
/// Conditions of writes are checked against the real store, and reads see only the real store.
package final class DryRunStore: ForwardingStore {
  package let store: any ObjectStore
  private let written = Mutex<[ExactText: [SharedBytes]]>([:])

  package init(_ store: any ObjectStore) {
    self.store = store
  }

  /// Returns and forgets what would have been written to a key.
  package func takeWritten(_ key: String) -> [SharedBytes]? {
    written.withLock { $0.removeValue(forKey: ExactText(key)) }
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    switch condition {
    case .always: break
    case .absent:
      if try await store.head(key) != nil { return .conditionFailed }
    case .matches(let version):
      if try await store.head(key)?.version != version { return .conditionFailed }
    }
    written.withLock { $0[ExactText(key)] = body }
    return .written
  }

  package func writer(for key: String) async throws -> any ObjectWriter {
    GatheredObject(key, for: self)
  }
}

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
    throw ObjectStoreError(code: .forbidden, place: key, reason: "this store is read-only")
  }

  package func writer(for key: String) async throws -> any ObjectWriter {
    GatheredObject(key, for: self)
  }

  package var bytesWorthARead: Int { 1 << 20 }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    ObjectListing()
  }
}
