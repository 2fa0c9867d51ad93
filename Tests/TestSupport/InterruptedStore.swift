package import Bytes
package import Storage
import Synchronization

/// A store whose process dies at its n-th write: that write and all later ones never happen.
package final class InterruptedStore: ForwardingStore {
  package struct Interruption: Error {}

  package let store: any ObjectStore
  private let writesLeft: Atomic<Int>

  package init(_ store: any ObjectStore, after writes: Int) {
    self.store = store
    writesLeft = Atomic(writes)
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    guard writesLeft.subtract(1, ordering: .relaxed).newValue >= 0 else { throw Interruption() }
    return try await store.put(key, body, when: condition)
  }

  package func writer(for key: String) async throws -> any ObjectWriter {
    GatheredObject(key, for: self)
  }
}
