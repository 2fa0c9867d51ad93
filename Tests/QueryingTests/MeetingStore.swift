import Bytes
import DataLake
import Synchronization

/// A store that keeps whoever asks about an object until others ask at the same time, or until it
/// has given way to them so often that there are none.
final class MeetingStore: ObjectStore {
  private let store: DirectoryStore
  private let counts = Mutex((now: 0, greatest: 0))

  init(_ store: DirectoryStore) { self.store = store }

  /// How many asked about an object at the same time.
  var greatestMeeting: Int { counts.withLock { $0.greatest } }

  func head(_ key: String) async throws -> ObjectInfo? {
    counts.withLock {
      $0.now += 1
      $0.greatest = max($0.greatest, $0.now)
    }
    defer { counts.withLock { $0.now -= 1 } }
    for _ in 0..<1_000 where counts.withLock({ $0.now }) < 2 { await Task.yield() }
    return try await store.head(key)
  }

  func get(_ key: String, range: Range<Int>?, version: ObjectVersion?) async throws -> SharedBytes {
    try await store.get(key, range: range, version: version)
  }

  func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    try await store.list(prefix, delimited: delimited)
  }

  func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await store.put(key, body, when: condition)
  }
}
