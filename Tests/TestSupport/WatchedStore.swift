package import Bytes
package import Storage
import Synchronization

/// A store that notes which keys are written, and lets something happen right before that.
package final class WatchedStore: ForwardingStore {
  package let store: any ObjectStore
  private let written = Mutex<[String]>([])
  private let beforePut: @Sendable (_ key: String) async throws -> Void

  package init(
    _ store: any ObjectStore,
    beforePut: @escaping @Sendable (_ key: String) async throws -> Void = { _ in }
  ) {
    self.store = store
    self.beforePut = beforePut
  }

  /// The keys that were written, in the order of the writes.
  package var keys: [String] { written.withLock { $0 } }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await beforePut(key)
    let outcome = try await store.put(key, body, when: condition)
    if outcome == .written { written.withLock { $0.append(key) } }
    return outcome
  }

  package func writer(for key: String) async throws -> any ObjectWriter {
    GatheredObject(key, for: self)
  }
}
