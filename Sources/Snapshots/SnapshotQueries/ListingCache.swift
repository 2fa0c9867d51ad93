package import Bytes
import Concurrency
package import Storage
import Synchronization
package import Time

/// A store whose listings are cached for a short time, so that the latest snapshot is not searched
/// at every request. Other calls go to the store.
///
/// A new date appears after that time at the latest. Kingdoms that do not exist cost no listing of
/// their own: they are missing from the listing of their folder.
package final class ListingCache: ObjectStore {
  private struct Question: Hashable {
    let prefix: String
    let isDelimited: Bool
  }

  private let store: any ObjectStore
  private let age: Duration
  private let clock: Clock
  private let kept: Mutex<LRUCache<Question, (listing: ObjectListing, end: Duration)>>
  private let listings = SingleFlight<Question, ObjectListing>()

  /// - Parameters:
  ///   - age: how long a new object may stay unnoticed.
  ///   - maxBytes: the approximate memory of the cached listings.
  package init(
    _ store: any ObjectStore, age: Duration = .seconds(5), maxBytes: Int = 8 << 20,
    clock: Clock = .system
  ) {
    self.store = store
    self.age = age
    self.clock = clock
    kept = Mutex(LRUCache(maxBytes: maxBytes))
  }

  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    let query = Question(prefix: prefix, isDelimited: delimited)
    if let kept = kept(query) { return kept }
    guard let folder = Self.folder(above: prefix) else { return try await askStore(query) }
    let names = Question(prefix: folder, isDelimited: true)
    if let known = kept(names), !known.folders.contains(prefix) { return ObjectListing() }
    let listing = try await askStore(query)
    // The next missing name in the same folder is answered from this listing.
    if listing.isEmpty, kept(names) == nil { _ = try await askStore(names) }
    return listing
  }

  private func kept(_ query: Question) -> ObjectListing? {
    guard let kept = kept.withLock({ $0.value(for: query) }), clock.uptime() < kept.end else {
      return nil
    }
    return kept.listing
  }

  private func askStore(_ query: Question) async throws -> ObjectListing {
    try await listings.value(for: query) { [self] in
      let end = clock.uptime() + age
      let listing = try await store.list(query.prefix, delimited: query.isDelimited)
      let byteCount = query.prefix.memoryByteCount + listing.memoryByteCount
      kept.withLock { $0.insert((listing, end), for: query, byteCount: byteCount) }
      return listing
    }
  }

  /// The parent folder of a prefix; `nil` if that is the whole lake.
  private static func folder(above prefix: String) -> String? {
    guard prefix.hasSuffix("/"), let slash = prefix.dropLast().lastIndex(of: "/") else {
      return nil
    }
    return String(prefix[...slash])
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
  fileprivate var isEmpty: Bool { keys.isEmpty && folders.isEmpty }

  fileprivate var memoryByteCount: Int {
    [keys, folders].reduce(0) { sum, names in
      names.reduce(sum + names.placesByteCount) { $0 + $1.memoryByteCount }
    }
  }
}
