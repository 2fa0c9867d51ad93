/// Counts by place of which one changes, and prefixes are summed, in O(log n).
struct FenwickTree {
  /// At `i`, the sum of the counts in `(i - lowest bit of i)..<i`; the first is not used.
  private var sums: ContiguousArray<Int> = [0]

  var count: Int { sums.count - 1 }

  /// Replaces all counts, in O(n).
  mutating func rebuild(from counts: some Sequence<Int>) {
    sums.removeAll(keepingCapacity: true)
    sums.append(0)
    sums.append(contentsOf: counts)
    for index in sums.indices.dropFirst() {
      let parent = index + index & -index
      if parent < sums.count { sums[parent] += sums[index] }
    }
  }

  mutating func add(_ change: Int, at place: Int) {
    var index = place + 1
    while index < sums.count {
      sums[index] &+= change
      index += index & -index
    }
  }

  /// The sum of the first counts.
  func sum(ofFirst count: Int) -> Int {
    var (sum, index) = (0, count)
    while index > 0 {
      sum &+= sums[index]
      index &= index - 1
    }
    return sum
  }

  /// The place whose count covers an offset of the whole, and the offset within that count.
  /// - Parameter offset: from 0, less than the sum of all.
  func find(_ offset: Int) -> (place: Int, rest: Int) {
    var (place, rest) = (0, offset)
    var step = count == 0 ? 0 : 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
    while step > 0 {
      let next = place + step
      if next < sums.count, sums[next] <= rest {
        place = next
        rest -= sums[next]
      }
      step >>= 1
    }
    return (place, rest)
  }
}
