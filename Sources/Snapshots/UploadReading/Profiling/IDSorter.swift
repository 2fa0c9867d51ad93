/// Sorts ids of players, in memory that is used again.
///
/// They are sorted digit by digit, so that no choice of ids makes this slow.
struct IDSorter: Sendable {
  /// The ids that were sorted last.
  private(set) var sorted: [Int64] = []
  private var other: [Int64] = []
  private var places = [Int](repeating: 0, count: 1 << digitBits)

  /// Ids are below 2^34, which three digits of this many bits hold.
  private static let digitBits = 12
  private static let digitCount = 3

  mutating func sort(_ ids: [Int64]) {
    sorted.removeAll(keepingCapacity: true)
    sorted += ids
    if zip(ids, ids.dropFirst()).allSatisfy({ $0 <= $1 }) { return }
    other.resize(to: ids.count, filling: 0)
    for digit in 0..<Self.digitCount {
      Self.sort(sorted, byBitsFrom: Int64(digit * Self.digitBits), into: &other, &places)
      swap(&sorted, &other)
    }
  }

  /// One pass of a radix sort: equal digits keep their order.
  private static func sort(
    _ ids: [Int64], byBitsFrom shift: Int64, into sorted: inout [Int64], _ places: inout [Int]
  ) {
    let mask = 1 << digitBits - 1
    places.withUnsafeMutableBufferPointer { places in
      sorted.withUnsafeMutableBufferPointer { sorted in
        places.update(repeating: 0)
        for id in ids { places[Int(truncatingIfNeeded: id &>> shift) & mask] &+= 1 }
        var place = 0
        for digit in places.indices { (places[digit], place) = (place, place &+ places[digit]) }
        for id in ids {
          let digit = Int(truncatingIfNeeded: id &>> shift) & mask
          sorted[places[digit]] = id
          places[digit] &+= 1
        }
      }
    }
  }
}
