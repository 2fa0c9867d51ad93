package import Bytes
import Synchronization

/// A store that is read but never written: what would be written is kept aside.
///
/// Writes are judged by what stands in the store, and reads see only that.
package final class DryRunStore: ForwardingStore {
  package let store: any ObjectStore
  private let written = Mutex<[ExactText: [SharedBytes]]>([:])

  package init(_ store: any ObjectStore) {
    self.store = store
  }

  /// Hands over what would have been written to a key, and forgets it.
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
