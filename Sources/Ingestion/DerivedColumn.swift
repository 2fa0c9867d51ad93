/// A column that is worked out from others: one number a row, or none.
struct DerivedColumn {
  /// 0 where the number is missing.
  private(set) var values: [Int64] = []
  /// 1 where there is a number, 0 where it is missing.
  private(set) var presence: [UInt8] = []

  /// The greatest number that every reader of JSON holds exactly.
  private static let greatest: Int64 = 1 << 53

  /// Asks for the number of each row; one beyond 2^53 counts as missing, as in an upload.
  @inline(__always)
  mutating func fill(rowCount: Int, _ number: (Int) -> Int64?) {
    values.removeAll(keepingCapacity: true)
    presence.removeAll(keepingCapacity: true)
    values.reserveCapacity(rowCount)
    presence.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let number = number(row).flatMap { $0 <= Self.greatest ? $0 : nil }
      values.append(number ?? 0)
      presence.append(number == nil ? 0 : 1)
    }
  }
}
