/// Finds the ids that stand in more than one row.
enum RepeatedIDs {
  /// Ids are below 2^34, which three digits of this many bits hold.
  private static let digitBits: UInt64 = 12
  private static let digitCount: UInt64 = 3

  /// The repeated ones among `ids`, in which 0 stands for no id.
  ///
  /// The ids are sorted digit by digit, so no choice of ids makes this slow.
  static func find(in ids: [Int64]) -> Set<Int64> {
    if isAscending(ids) { return [] }
    let sorted = sorted(ids.filter { $0 != 0 })
    var repeated: Set<Int64> = []
    for (id, next) in zip(sorted, sorted.dropFirst()) where id == next { repeated.insert(id) }
    return repeated
  }

  /// The ids in ascending order.
  static func sorted(_ ids: [Int64]) -> [Int64] {
    if isAscending(ids) { return ids }
    var sorted = ids
    var other = [Int64](repeating: 0, count: sorted.count)
    for digit in 0..<digitCount {
      sort(sorted, byBitsFrom: digit * digitBits, into: &other)
      swap(&sorted, &other)
    }
    return sorted
  }

  private static func isAscending(_ ids: [Int64]) -> Bool {
    var previous: Int64 = 0
    for id in ids where id != 0 {
      if id <= previous { return false }
      previous = id
    }
    return true
  }

  /// One pass of a radix sort: equal digits keep their order.
  private static func sort(_ ids: [Int64], byBitsFrom shift: UInt64, into sorted: inout [Int64]) {
    let mask = Int64(1) << Int64(digitBits) - 1
    var places = [Int](repeating: 0, count: Int(mask) + 1)
    for id in ids { places[Int(id &>> Int64(shift) & mask)] += 1 }
    var place = 0
    for digit in places.indices { (places[digit], place) = (place, place + places[digit]) }
    for id in ids {
      let digit = Int(id &>> Int64(shift) & mask)
      sorted[places[digit]] = id
      places[digit] += 1
    }
  }
}
