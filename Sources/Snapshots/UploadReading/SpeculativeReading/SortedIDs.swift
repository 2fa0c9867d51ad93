/// Ids of players in ascending order, in four bytes each.
struct SortedIDs: Sendable {
  /// The lower half of each id.
  private let lows: [UInt32]
  /// The start of the ids of each upper half, and the end of the last.
  private let starts: [Int]
  private let hasRepetition: Bool

  /// Ids are below 2^34.
  private static let upperHalves = 4

  init(_ ids: [Int64], by sorter: inout IDSorter) {
    sorter.sort(ids)
    let sorted = sorter.sorted
    hasRepetition = zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
    lows = sorted.map { UInt32(truncatingIfNeeded: $0) }
    var starts = [0]
    for upperHalf in 1...Int64(Self.upperHalves) {
      let next = sorted[starts[starts.count - 1]...].partitioningIndex { $0 >> 32 >= upperHalf }
      starts.append(next)
    }
    self.starts = starts
  }

  /// Whether an id occurs in two of the lists, or twice in one.
  ///
  /// The lists are walked side by side, a window of ids at a time: each id sets a bit of a table
  /// that fits the processor's first-level cache, so that many lists take no longer than few.
  static func haveRepetition(_ lists: [SortedIDs]) -> Bool {
    if lists.contains(where: \.hasRepetition) { return true }
    var window = IDWindow()
    for upperHalf in 0..<upperHalves {
      var rests = lists.map { $0.lows[$0.starts[upperHalf]..<$0.starts[upperHalf + 1]] }
      while let number = rests.compactMap({ $0.first.map(IDWindow.number) }).min() {
        window.clear()
        for list in rests.indices {
          guard let taken = window.insert(rests[list], ofWindow: number) else { return true }
          rests[list] = rests[list].dropFirst(taken)
        }
      }
    }
    return false
  }
}

/// The ids of a window of 2^16 that have been met.
private struct IDWindow {
  private var bits = [UInt64](repeating: 0, count: 1 << 10)

  static func number(_ low: UInt32) -> UInt32 { low >> 16 }

  mutating func clear() {
    for word in bits.indices { bits[word] = 0 }
  }

  /// Adds the ids of the window at the start of the list.
  /// - Returns: their number; `nil` if one of them has been met before.
  mutating func insert(_ ids: ArraySlice<UInt32>, ofWindow number: UInt32) -> Int? {
    bits.withUnsafeMutableBufferPointer { bits in
      var taken = 0
      for id in ids {
        guard Self.number(id) == number else { break }
        let word = Int(id >> 6 & 0x3FF)
        let bit = 1 as UInt64 &<< UInt64(id & 63)
        if bits[word] & bit != 0 { return nil }
        bits[word] |= bit
        taken &+= 1
      }
      return taken
    }
  }
}

extension ArraySlice {
  /// Binary search: the first index for which `isBehind` holds.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
