package import Bytes
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
