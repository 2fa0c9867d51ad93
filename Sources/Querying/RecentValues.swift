/// A dictionary of limited size that gives up the value that was not asked for the longest.
struct RecentValues<Key: Hashable, Value> {
  private struct Kept {
    let value: Value
    let size: Int
    var lastUse: UInt64
  }

  private let capacity: Int
  private var values: [Key: Kept] = [:]
  private var uses: UInt64 = 0
  /// The sum of the sizes of what is kept.
  private(set) var size = 0

  /// - Parameter capacity: what the sizes of the values may sum up to.
  init(capacity: Int) { self.capacity = capacity }

  var count: Int { values.count }

  /// Getting counts as a use; a value set here has the size 1.
  subscript(key: Key) -> Value? {
    mutating get {
      uses += 1
      values[key]?.lastUse = uses
      return values[key]?.value
    }
    set {
      remove(key)
      if let newValue { keep(newValue, for: key, size: 1) }
    }
  }

  /// Keeps a value instead of the one the key has; one that is greater than the capacity is not
  /// kept.
  mutating func keep(_ value: Value, for key: Key, size: Int) {
    remove(key)
    guard size <= capacity else { return }
    while self.size > capacity - size, let oldest = leastRecentlyUsed { remove(oldest) }
    uses += 1
    values[key] = Kept(value: value, size: size, lastUse: uses)
    self.size += size
  }

  /// Found by looking at all: there are few, and each stands for far more work than that.
  private var leastRecentlyUsed: Key? { values.min { $0.value.lastUse < $1.value.lastUse }?.key }

  private mutating func remove(_ key: Key) {
    if let removed = values.removeValue(forKey: key) { size -= removed.size }
  }
}
