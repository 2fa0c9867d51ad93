/// Maps the rows of one snapshot to the rows of the same players in another.
package struct RowJoin: Sendable {
  /// For each row of the first snapshot the player's row in the second; -1 if the player is not
  /// listed there.
  package let rows: [Int32]
  /// The number of players in both.
  package let count: Int

  /// The max id that can be matched.
  private static let maxID: Int64 = 1 << 34 - 1
  private static let rowBits: UInt64 = 30

  /// - Parameters: the players' ids by row, unique in each snapshot.
  /// - Returns: `nil` if an id is out of range, or there are more than 2^30 rows.
  package init?(of ids: [Int64], in others: [Int64]) {
    guard let sorted = Self.sorted(ids), let sortedOthers = Self.sorted(others) else { return nil }
    var rows = [Int32](repeating: -1, count: ids.count)
    var count = 0
    var next = 0
    for packed in sorted {
      let id = packed >> Self.rowBits
      while next < sortedOthers.count, sortedOthers[next] >> Self.rowBits < id { next += 1 }
      guard next < sortedOthers.count, sortedOthers[next] >> Self.rowBits == id else { continue }
      rows[Self.row(packed)] = Int32(Self.row(sortedOthers[next]))
      count += 1
    }
    self.rows = rows
    self.count = count
  }

  /// Each id and its row in one number, sorted by id.
  private static func sorted(_ ids: [Int64]) -> [UInt64]? {
    guard ids.count <= 1 << Int(rowBits), ids.allSatisfy({ 0...maxID ~= $0 }) else {
      return nil
    }
    return ids.enumerated().map { UInt64($1) << rowBits | UInt64($0) }.sorted()
  }

  private static func row(_ packed: UInt64) -> Int { Int(packed & (1 << rowBits - 1)) }
}
