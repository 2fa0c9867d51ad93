/// Finds repeated ids.
enum RepeatedIDs {
  /// The repeated ids; 0 means no id.
  static func find(in ids: [Int64]) -> Set<Int64> {
    if isAscending(ids) { return [] }
    var sorter = IDSorter()
    sorter.sort(ids.filter { $0 != 0 })
    var repeated: Set<Int64> = []
    for (id, next) in zip(sorter.sorted, sorter.sorted.dropFirst()) where id == next {
      repeated.insert(id)
    }
    return repeated
  }

  private static func isAscending(_ ids: [Int64]) -> Bool {
    var previous: Int64 = 0
    for id in ids where id != 0 {
      if id <= previous { return false }
      previous = id
    }
    return true
  }
}

extension RowProfile {
  /// Handles repeated ids by the settings.
  mutating func settleDuplicates() throws(Rejection) {
    let repeated = RepeatedIDs.find(in: ids)
    if repeated.isEmpty { return }
    let header = idColumn.map { columns[$0].candidate.header }
    if settings.duplicates == .refuse {
      throw rejection(of: repeated, header: header)
    }
    var met: Set<Int64> = []
    var superseded: [Int] = []
    for row in ids.indices.reversed() where repeated.contains(ids[row]) {
      if !met.insert(ids[row]).inserted { superseded.append(row) }
    }
    for row in superseded.reversed() {
      problems.add(
        RowIssue(.duplicateID, row: firstRow + row, column: header, found: String(ids[row])))
      ids[row] = 0
    }
    counts.superseded = superseded.count
    counts.accepted -= superseded.count
  }

  private func rejection(of repeated: Set<Int64>, header: String?) -> Rejection {
    var list = RowIssueList(limit: settings.limits.listedProblems)
    for (row, id) in ids.enumerated() where repeated.contains(id) {
      list.add(RowIssue(.duplicateID, row: firstRow + row, column: header, found: String(id)))
    }
    let first = list.listed.first
    return Rejection(
      .duplicateIDs, at: Rejection.Place(row: first?.row, column: header),
      found: "repeated ids: \(repeated.count), in \(list.count) rows",
      expected: RowIssue.Code.duplicateID.expected, problems: list.listed)
  }
}

/// Sorts ids of players with reused memory, by digits, so that no choice of ids makes this slow.
struct IDSorter: Sendable {
  /// The sorted ids.
  private(set) var sorted: [Int64] = []
  private var other: [Int64] = []
  private var places = [Int](repeating: 0, count: 1 << digitBits)

  /// Ids are below 2^34, which is three digits of this many bits.
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
