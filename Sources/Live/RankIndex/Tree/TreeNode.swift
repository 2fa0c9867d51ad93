#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A node of the tree: columns of items in the order of the board.
///
/// The items of a block are handles of players. Those of an inner node are numbers of nodes, with
/// score and sequence of their first entry and the count of their entries.
///
///     count, capacity, parent, is inner: UInt32 each
///     items: UInt32 each, scores: Int64 each, sequences: Int64 each, counts: UInt32 each
struct TreeNode {
  let base: UnsafeMutableRawPointer

  /// Prepares undefined memory.
  /// - Parameter capacity: an even number, so that the columns are aligned.
  static func makeEmpty(
    at base: UnsafeMutableRawPointer, capacity: Int, isInner: Bool, parent: UInt32 = 0
  ) {
    let node = TreeNode(base: base)
    (node.words[0], node.words[1]) = (0, UInt32(capacity))
    (node.words[2], node.words[3]) = (parent, isInner ? 1 : 0)
  }

  static func byteCount(capacity: Int, isInner: Bool) -> Int {
    16 + capacity * (isInner ? 24 : 20)
  }

  private var words: UnsafeMutablePointer<UInt32> { base.assumingMemoryBound(to: UInt32.self) }
  var count: Int {
    get { Int(words[0]) }
    nonmutating set { words[0] = UInt32(truncatingIfNeeded: newValue) }
  }
  var capacity: Int { Int(words[1]) }
  /// Of a block the number of its group, of a group its slot in the root.
  var parent: UInt32 {
    get { words[2] }
    nonmutating set { words[2] = newValue }
  }
  var isInner: Bool { words[3] != 0 }

  var items: UnsafeMutablePointer<UInt32> { words + 4 }
  var scores: UnsafeMutablePointer<Int64> {
    (base + 16 + 4 &* capacity).assumingMemoryBound(to: Int64.self)
  }
  var sequences: UnsafeMutablePointer<Int64> {
    (base + 16 + 12 &* capacity).assumingMemoryBound(to: Int64.self)
  }
  /// Of an inner node only.
  var counts: UnsafeMutablePointer<UInt32> {
    (base + 16 + 20 &* capacity).assumingMemoryBound(to: UInt32.self)
  }

  /// The slot of an item that the node has.
  func slot(of item: UInt32) -> Int {
    let items = items
    var slot = 0
    while items[slot] != item { slot &+= 1 }
    return slot
  }

  /// The sum of the first counts.
  func sum(ofFirst slots: Int) -> Int {
    let counts = counts
    var sum: UInt32 = 0
    for slot in 0..<slots { sum &+= counts[slot] }
    return Int(sum)
  }

  /// How many items precede a key.
  /// - Parameter idOf: the id of an item's first player, asked for where all else is equal.
  @inline(__always)
  func countPreceding(_ key: SortKey, idOf: (UInt32) -> UnsafeRawBufferPointer) -> Int {
    let (items, scores, sequences) = (items, scores, sequences)
    var (low, high) = (0, count)
    while low < high {
      let middle = (low &+ high) >> 1
      let precedes =
        if scores[middle] != key.score {
          scores[middle] < key.score
        } else if sequences[middle] != key.sequence {
          sequences[middle] < key.sequence
        } else {
          bytes(idOf(items[middle]), precede: key.id)
        }
      if precedes { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}

// Changes.
extension TreeNode {
  /// Writes an item into a slot that exists; its count is left.
  func set(_ item: UInt32, score: Int64, sequence: Int64, at slot: Int) {
    items[slot] = item
    scores[slot] = score
    sequences[slot] = sequence
  }

  /// Makes a slot of undefined content. The node has room.
  func openSlot(_ slot: Int) { shift(from: slot, to: slot + 1, newCount: count + 1) }

  func removeSlot(_ slot: Int) { shift(from: slot + 1, to: slot, newCount: count - 1) }

  private func shift(from source: Int, to target: Int, newCount: Int) {
    let moved = count - source
    memmove(items + target, items + source, moved << 2)
    memmove(scores + target, scores + source, moved << 3)
    memmove(sequences + target, sequences + source, moved << 3)
    if isInner { memmove(counts + target, counts + source, moved << 2) }
    count = newCount
  }

  /// Moves the items from a slot on to the end of another node, which has room.
  func moveItems(from slot: Int, toEndOf other: TreeNode) {
    let (moved, end) = (count - slot, other.count)
    memcpy(other.items + end, items + slot, moved << 2)
    memcpy(other.scores + end, scores + slot, moved << 3)
    memcpy(other.sequences + end, sequences + slot, moved << 3)
    if isInner { memcpy(other.counts + end, counts + slot, moved << 2) }
    count = slot
    other.count = end + moved
  }
}

/// Whether bytes precede others in lexicographic order.
func bytes(_ left: UnsafeRawBufferPointer, precede right: UnsafeRawBufferPointer) -> Bool {
  let common = min(left.count, right.count)
  guard common > 0, let a = left.baseAddress, let b = right.baseAddress else {
    return left.count < right.count
  }
  let order = memcmp(a, b, common)
  return order == 0 ? left.count < right.count : order < 0
}

func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  guard left.count == right.count else { return false }
  guard let a = left.baseAddress, let b = right.baseAddress else { return true }
  return memcmp(a, b, left.count) == 0
}
