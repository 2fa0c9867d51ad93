/// Byte ranges joined into fewer and longer ones if that is faster than separate reads.
struct CoalescedRanges {
  /// The ranges to read, in ascending order.
  private(set) var reads: [Range<Int>] = []

  /// - Parameters:
  ///   - ranges: in any order; they may overlap.
  ///   - gap: the max unneeded bytes between two ranges that are cheaper than another read.
  ///   - limit: the max length of a read that joins several ranges.
  init(_ ranges: [Range<Int>], gap: Int, limit: Int) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = reads.last, range.lowerBound - last.upperBound <= gap,
        range.upperBound - last.lowerBound <= limit || range.lowerBound < last.upperBound
      {
        reads[reads.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        reads.append(range)
      }
    }
  }

  /// The index of the read that contains a range.
  /// - Precondition: it is one of the ranges and not empty.
  func read(holding range: Range<Int>) -> Int {
    var (low, high) = (0, reads.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if reads[middle].lowerBound <= range.lowerBound { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
