package import Bytes
import Caching
package import DataLake
import Synchronization

/// A store whose listings are kept for a short time, so that the latest snapshot is not searched
/// for at every request. Everything else goes to the store itself.
///
/// A new date shows after that time at the latest.
package final class ListingCache<Time: Clock>: ObjectStore where Time.Duration == Duration {
  private struct Question: Hashable {
    let prefix: String
    let isDelimited: Bool
  }

  private let store: any ObjectStore
  private let age: Duration
  private let clock: Time
  private let kept: Mutex<LRUCache<Question, (listing: ObjectListing, end: Time.Instant)>>
  private let listings = SingleFlight<Question, ObjectListing>()

  /// - Parameters:
  ///   - age: how long a new object may stay unseen.
  ///   - maxBytes: about how much memory the listings that are kept may take together.
  package init(
    _ store: any ObjectStore, age: Duration = .seconds(5), maxBytes: Int = 8 << 20,
    clock: Time = ContinuousClock()
  ) {
    self.store = store
    self.age = age
    self.clock = clock
    kept = Mutex(LRUCache(maxBytes: maxBytes))
  }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    let question = Question(prefix: prefix, isDelimited: delimited)
    if let kept = kept.withLock({ $0.value(for: question) }), clock.now < kept.end {
      return kept.listing
    }
    return try await listings.value(for: question) { [self] in
      let end = clock.now.advanced(by: age)
      let listing = try await store.list(prefix, delimited: delimited)
      let byteCount = prefix.memoryByteCount + listing.memoryByteCount
      kept.withLock { $0.insert((listing, end), for: question, byteCount: byteCount) }
      return listing
    }
  }

  package var bytesWorthARead: Int { store.bytesWorthARead }

  package func head(_ key: String) async throws -> ObjectInfo? { try await store.head(key) }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    try await store.get(key, range: range, version: version)
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

extension ObjectListing {
  fileprivate var memoryByteCount: Int {
    [keys, folders].reduce(0) { sum, names in
      names.reduce(sum + names.placesByteCount) { $0 + $1.memoryByteCount }
    }
  }
}
