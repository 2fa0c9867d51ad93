/// Keeps the top N of any number of values in the memory of N.
///
/// A binary heap whose root is the min of those kept, so that one comparison turns most values
/// away.
package struct TopSelection: Sendable {
  package let limit: Int
  private var heap: [RankedValue] = []

  /// - Parameter limit: how many to keep, 0 or more.
  package init(limit: Int) {
    precondition(limit >= 0, "a board cannot hold fewer than no players")
    self.limit = limit
  }

  /// The value below which nothing can enter; `nil` while there is room. An equal value may still
  /// enter with a smaller id.
  package var threshold: Int64? { heap.count == limit ? heap.first?.value : nil }

  package mutating func offer(_ candidate: RankedValue) {
    if heap.count < limit {
      heap.append(candidate)
      siftUp(from: heap.count - 1)
    } else if let minimum = heap.first, candidate.standsAbove(minimum) {
      heap[0] = candidate
      siftDown(from: 0)
    }
  }

  /// The kept values in the order of a board.
  package func sorted() -> [RankedValue] {
    heap.sorted { $0.standsAbove($1) }
  }

  private mutating func siftUp(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent].standsAbove(heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown(from start: Int) {
    var parent = start
    while true {
      var minimum = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[minimum].standsAbove(heap[child]) { minimum = child }
      }
      if minimum == parent { return }
      heap.swapAt(parent, minimum)
      parent = minimum
    }
  }
}
