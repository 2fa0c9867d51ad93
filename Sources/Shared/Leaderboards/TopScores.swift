/// Keeps the first N of any number of scores, in the memory of N.
///
/// A binary heap whose root is the last of those kept, so that one comparison rejects most scores.
package struct TopScores: Sendable {
  package let limit: Int
  private let order: RankOrder
  private var heap: [Score] = []

  /// - Parameter limit: how many to keep, 0 or more.
  package init(limit: Int, in order: RankOrder = .descending) {
    precondition(limit >= 0, "a board cannot hold fewer than no players")
    self.limit = limit
    self.order = order
  }

  /// The value of the last score kept, once there are N: only a score that is as good or better can
  /// enter. `nil` while there is room.
  ///
  /// An equal value enters if its id is smaller.
  package var threshold: Int64? { heap.count == limit ? heap.first?.value : nil }

  package mutating func offer(_ candidate: Score) {
    if heap.count < limit {
      heap.append(candidate)
      siftUp(from: heap.count - 1)
    } else if let last = heap.first, order.precedes(candidate, last) {
      heap[0] = candidate
      siftDown(from: 0)
    }
  }

  /// Those kept, in the order of a board.
  package func sorted() -> [Score] {
    heap.sorted { order.precedes($0, $1) }
  }

  private mutating func siftUp(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard order.precedes(heap[parent], heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown(from start: Int) {
    var parent = start
    while true {
      var last = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if order.precedes(heap[last], heap[child]) { last = child }
      }
      if last == parent { return }
      heap.swapAt(parent, last)
      parent = last
    }
  }
}
