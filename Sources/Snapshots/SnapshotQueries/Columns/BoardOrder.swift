/// The rows of a snapshot in the order of a board: the largest value first, then the smallest id.
struct BoardOrder: Sendable {
  private let rows: [Int32]

  /// - Parameter values: by row, one per id; negative if missing.
  init(values: [Int64], ids: [Int64]) {
    rows = values.indices.lazy.filter { values[$0] >= 0 }
      .sorted { values[$0] != values[$1] ? values[$0] > values[$1] : ids[$0] < ids[$1] }
      .map { Int32(clamping: $0) }
  }

  /// The number of ranked players.
  var count: Int { rows.count }

  /// The rows of a page of the board.
  func rows(from offset: Int, limit: Int) -> [Int] {
    rows.dropFirst(offset).prefix(limit).map { Int($0) }
  }
}
