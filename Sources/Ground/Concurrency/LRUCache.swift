/// A dictionary of limited size that gives up the least recently used value for a new one.
///
/// Getting, inserting and giving up each take constant time. Sizes are bytes and count what the
/// cache itself takes for an entry, so that many small values cost what they really take.
package struct LRUCache<Key: Hashable, Value> {
  /// A link of the list from the most to the least recently used entry.
  private struct Node {
    /// `nil` where the place is free.
    var entry: (key: Key, value: Value)?
    var byteCount: Int
    /// The place of the next more recently used entry; `Self.none` for the first.
    var newer: Int
    /// The place of the next less recently used entry, or the next free place.
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
  /// About how much memory is taken by all that is kept.
  package private(set) var byteCount = 0

  /// - Parameters:
  ///   - maxBytes: what all entries may take together.
  ///   - maxCount: how many entries are kept at most.
  package init(maxBytes: Int = .max, maxCount: Int = .max) {
    self.maxBytes = max(0, maxBytes)
    self.maxCount = max(0, maxCount)
  }

  /// What an entry takes in the tables of the cache, which grow by doubling: up to two places of
  /// the list, and up to 8/3 of the dictionary, which is filled to three quarters.
  package static var entryBytes: Int {
    2 * MemoryLayout<Node>.stride
      + (MemoryLayout<Key>.stride + MemoryLayout<Int>.stride) * 8 / 3
  }

  package var count: Int { places.count }

  /// The value of a key. Asking for it counts as a use.
  package mutating func value(for key: Key) -> Value? {
    guard let place = places[key] else { return nil }
    if place != newest {
      unlink(place)
      linkAsNewest(place)
    }
    return nodes[place].entry?.value
  }

  /// Keeps a value instead of the one that the key has. A value that is larger than the whole cache
  /// is not kept.
  /// - Parameter byteCount: what the key and the value take beyond their own inline size, such as
  ///   the elements of an array.
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

  /// Removes the values of some keys; takes as long as there are entries.
  package mutating func removeValues(where isRemoved: (Key) -> Bool) {
    for key in places.keys.filter(isRemoved) { removeValue(for: key) }
  }

  /// Gives up everything, and the memory of the tables with it.
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
