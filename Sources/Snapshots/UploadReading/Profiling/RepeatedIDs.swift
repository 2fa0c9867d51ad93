/// Finds the ids that stand in more than one row.
enum RepeatedIDs {
  /// The repeated ones among `ids`, in which 0 stands for no id.
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
