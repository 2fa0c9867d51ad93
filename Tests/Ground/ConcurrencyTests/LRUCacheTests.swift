import Concurrency
import TestSupport
import Testing

@Suite struct LRUCacheTests {
  /// Room for some entries, each with bytes of its own.
  private func cache(of count: Int, each byteCount: Int = 0) -> LRUCache<Int, Int> {
    LRUCache(maxBytes: count * (LRUCache<Int, Int>.entryBytes + byteCount))
  }

  @Test func theLeastRecentlyUsedGoes() {
    var cache = cache(of: 2)
    cache.insert(10, for: 1)
    cache.insert(20, for: 2)
    #expect(cache.value(for: 1) == 10)
    cache.insert(30, for: 3)
    #expect(cache.value(for: 2) == nil)
    #expect(cache.value(for: 1) == 10 && cache.value(for: 3) == 30)
  }

  @Test func theTablesOfTheCacheCount() {
    var cache = LRUCache<Int, Int>(maxBytes: 10_000)
    for key in 0..<1_000 { cache.insert(key, for: key) }
    #expect(cache.count == 10_000 / LRUCache<Int, Int>.entryBytes)
    #expect(cache.byteCount == cache.count * LRUCache<Int, Int>.entryBytes)
    // An entry of two words in the list and in the dictionary takes at least the words it has.
    #expect(LRUCache<Int, Int>.entryBytes >= 8 * 8)
  }

  @Test func aLargeValueTakesThePlaceOfSeveral() {
    var cache = cache(of: 3, each: 100)
    for key in 1...3 { cache.insert(key, for: key, byteCount: 100) }
    cache.insert(4, for: 4, byteCount: 2 * 100 + LRUCache<Int, Int>.entryBytes)
    #expect([1, 2, 3, 4].map { cache.value(for: $0) } == [nil, nil, 3, 4])
  }

  @Test(arguments: [10_001, Int.max])
  func whatIsTooLargeIsNotKeptAndPushesNobodyOut(byteCount: Int) {
    var cache = LRUCache<Int, Int>(maxBytes: 10_000)
    cache.insert(1, for: 1)
    cache.insert(2, for: 2, byteCount: byteCount)
    #expect(cache.value(for: 1) == 1 && cache.value(for: 2) == nil)
  }

  @Test func theCountIsLimitedToo() {
    var cache = LRUCache<Int, Int>(maxCount: 3)
    for key in 0..<9 { cache.insert(key, for: key) }
    #expect(cache.count == 3 && cache.value(for: 6) == 6 && cache.value(for: 5) == nil)
    var none = LRUCache<Int, Int>(maxCount: 0)
    none.insert(1, for: 1)
    #expect(none.count == 0)
  }

  @Test func aNewValueTakesThePlaceOfTheOld() {
    var cache = LRUCache<Int, String>(maxBytes: 10_000)
    cache.insert("old", for: 1, byteCount: 900)
    cache.insert("new", for: 1, byteCount: 200)
    #expect(cache.value(for: 1) == "new")
    #expect(cache.byteCount == 200 + LRUCache<Int, String>.entryBytes)
    #expect(cache.removeValue(for: 1) == "new")
    #expect(cache.removeValue(for: 1) == nil)
    #expect(cache.count == 0 && cache.byteCount == 0)
  }

  @Test func valuesThatAreGivenUpAreReleased() {
    final class Held {}
    weak var weakly: Held?
    var cache = LRUCache<Int, Held>(maxCount: 1)
    do {
      let held = Held()
      weakly = held
      cache.insert(held, for: 1)
    }
    #expect(weakly != nil)
    cache.insert(Held(), for: 2)
    #expect(weakly == nil)
  }

  @Test func removingAllLeavesRoomForAll() {
    var cache = cache(of: 4)
    for key in 0..<4 { cache.insert(key, for: key) }
    cache.removeAll()
    #expect(cache.count == 0 && cache.byteCount == 0 && cache.value(for: 3) == nil)
    for key in 4..<8 { cache.insert(key, for: key) }
    #expect((4..<8).allSatisfy { cache.value(for: $0) == $0 })
  }

  /// The same as a list that is searched from end to end, whatever is done in whatever order.
  @Test(arguments: 1...8)
  func itKeepsWhatAPlainListKeeps(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var cache = LRUCache<Int, Int>(maxBytes: 20 * (LRUCache<Int, Int>.entryBytes + 50))
    var model = PlainCache(maxBytes: 20 * (LRUCache<Int, Int>.entryBytes + 50))
    for step in 0..<5_000 {
      let key = Int(random.next() % 60)
      switch random.next() % 8 {
      case 0...2: #expect(cache.value(for: key) == model.value(for: key))
      case 3...6:
        let byteCount = Int(random.next() % 400)
        cache.insert(step, for: key, byteCount: byteCount)
        model.insert(step, for: key, size: byteCount + LRUCache<Int, Int>.entryBytes)
      default: #expect(cache.removeValue(for: key) == model.removeValue(for: key))
      }
      #expect(cache.count == model.entries.count && cache.byteCount == model.byteCount)
    }
  }

  /// A cache that looked through all it holds for the entry to give up would take an hour for this.
  @Test(.timeLimit(.minutes(1)))
  func givingUpOneOfManyTakesNoLonger() {
    var cache = LRUCache<Int, Int>(maxCount: 100_000)
    for key in 0..<300_000 { cache.insert(key, for: key) }
    #expect(cache.count == 100_000)
  }
}

/// The oldest entry first; everything is found by looking at all.
private struct PlainCache {
  let maxBytes: Int
  private(set) var entries: [(key: Int, value: Int, size: Int)] = []

  init(maxBytes: Int) { self.maxBytes = maxBytes }

  var byteCount: Int { entries.reduce(0) { $0 + $1.size } }

  mutating func value(for key: Int) -> Int? {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    entries.append(entries.remove(at: index))
    return entries.last?.value
  }

  mutating func insert(_ value: Int, for key: Int, size: Int) {
    removeValue(for: key)
    entries.append((key, value, size))
    while byteCount > maxBytes { entries.removeFirst() }
  }

  @discardableResult
  mutating func removeValue(for key: Int) -> Int? {
    entries.firstIndex { $0.key == key }.map { entries.remove(at: $0).value }
  }
}
