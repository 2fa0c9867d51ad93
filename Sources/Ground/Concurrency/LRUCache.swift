/// A dictionary of limited size that evicts the least recently used value.
///
/// Lookup, insertion and eviction take constant time. Sizes are in bytes and include the cache's
/// own memory for an entry, so that many small values count fully.
package struct LRUCache<Key: Hashable, Value> {
  /// A link of the list from the most to the least recently used entry.
  private struct Node {
    /// `nil` if the place is free.
    var entry: (key: Key, value: Value)?
    var byteCount: Int
    /// The next more recently used entry; `Self.none` for the first.
    var newer: Int
    /// The next less recently used entry, or the next free place.
    var older: Int

    static var none: Int { -1 }
  }

  private let maxBytes: Int
  private let maxCount: Int
  private var places: [Key: Int] = [:]
  private var nodes: [Node] = []
  private var newest = Node.none
  private var oldest = Node.none
  private var firstFree = Node.none
  /// The approximate memory of all entries.
  package private(set) var byteCount = 0

  /// - Parameters:
  ///   - maxBytes: max memory of all entries.
  ///   - maxCount: max entries.
  package init(maxBytes: Int = .max, maxCount: Int = .max) {
    self.maxBytes = max(0, maxBytes)
    self.maxCount = max(0, maxCount)
  }

  /// The memory of an entry in the cache's tables, which grow by doubling: up to two places of the
  /// list, and up to 8/3 of the dictionary, which is filled to three quarters.
  package static var entryBytes: Int {
    2 * MemoryLayout<Node>.stride
      + (MemoryLayout<Key>.stride + MemoryLayout<Int>.stride) * 8 / 3
  }

  package var count: Int { places.count }

  /// The value of a key. A lookup counts as a use.
  package mutating func value(for key: Key) -> Value? {
    guard let place = places[key] else { return nil }
    if place != newest {
      unlink(place)
      linkAsNewest(place)
    }
    return nodes[place].entry?.value
  }

  /// Replaces the value of a key. A value larger than the whole cache is not kept.
  /// - Parameter byteCount: the memory of key and value beyond their inline size, such as the
  ///   elements of an array.
  package mutating func insert(_ value: Value, for key: Key, byteCount: Int = 0) {
    removeValue(for: key)
    let (size, overflows) = max(0, byteCount).addingReportingOverflow(Self.entryBytes)
    guard !overflows, size <= maxBytes, maxCount > 0 else { return }
    while count >= maxCount || self.byteCount > maxBytes - size { removeOldest() }
    let place = freePlace()
    nodes[place].entry = (key, value)
    nodes[place].byteCount = size
    places[key] = place
    self.byteCount += size
    linkAsNewest(place)
  }

  @discardableResult
  package mutating func removeValue(for key: Key) -> Value? {
    guard let place = places.removeValue(forKey: key) else { return nil }
    let value = nodes[place].entry?.value
    free(place)
    return value
  }

  /// Removes the values of some keys; takes time linear in the entries.
  package mutating func removeValues(where isRemoved: (Key) -> Bool) {
    for key in places.keys.filter(isRemoved) { removeValue(for: key) }
  }

  /// Removes everything, including the memory of the tables.
  package mutating func removeAll() {
    self = LRUCache(maxBytes: maxBytes, maxCount: maxCount)
  }

  private mutating func removeOldest() {
    guard oldest != Node.none, let key = nodes[oldest].entry?.key else { return }
    removeValue(for: key)
  }
}

// The list and its free places.
extension LRUCache {
  private mutating func freePlace() -> Int {
    guard firstFree != Node.none else {
      nodes.append(Node(entry: nil, byteCount: 0, newer: Node.none, older: Node.none))
      return nodes.count - 1
    }
    defer { firstFree = nodes[firstFree].older }
    return firstFree
  }

  private mutating func free(_ place: Int) {
    unlink(place)
    byteCount -= nodes[place].byteCount
    nodes[place].entry = nil
    nodes[place].older = firstFree
    firstFree = place
  }

  private mutating func unlink(_ place: Int) {
    let (newer, older) = (nodes[place].newer, nodes[place].older)
    if newer == Node.none { newest = older } else { nodes[newer].older = older }
    if older == Node.none { oldest = newer } else { nodes[older].newer = newer }
  }

  private mutating func linkAsNewest(_ place: Int) {
    nodes[place].newer = Node.none
    nodes[place].older = newest
    if newest == Node.none { oldest = place } else { nodes[newest].newer = place }
    newest = place
  }
}
