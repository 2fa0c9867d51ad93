/// Rows that may be among the top, by what has been read so far.
struct Candidates {
  private let limit: Int
  /// No candidate has a smaller value.
  private(set) var minValue: Int64
  private var rows: [(value: Int64, row: Int)] = []
  /// The number of rows that triggers pruning.
  private var capacity: Int

  init(limit: Int, minValue: Int64) {
    self.limit = limit
    self.minValue = minValue
    capacity = 2 * limit + Self.slack
  }

  private static let slack = 4_096

  var valuesByRow: [Int: Int64] {
    Dictionary(rows.map { ($0.row, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameters:
  ///   - rows: the row of each value, counted from `offset`.
  ///   - presence: 0 if there is no value.
  mutating func add(_ values: [Int64], presence: [UInt8]?, rows: [Int], offset: Int) {
    for (position, value) in values.enumerated() where value >= minValue {
      if presence?[position] == 0 { continue }
      self.rows.append((value, offset + rows[position]))
      if self.rows.count >= capacity { prune() }
    }
    prune()
  }

  /// Drops rows that cannot be among the top any more.
  private mutating func prune() {
    guard rows.count > limit else { return }
    rows.sort { $0.value > $1.value }
    minValue = max(minValue, rows[limit - 1].value)
    let end = rows.firstIndex { $0.value < minValue } ?? rows.endIndex
    rows.removeSubrange(end...)
    // Many rows may share the last value: then the capacity grows with them, so that pruning stays
    // rare.
    capacity = 2 * rows.count + Self.slack
  }
}
