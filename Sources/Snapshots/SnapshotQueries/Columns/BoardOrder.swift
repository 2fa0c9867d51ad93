/// The rows of a snapshot in the order of a board: the greatest value first, then the least id.
struct BoardOrder: Sendable {
  private let rows: [Int32]

  /// - Parameter values: by row, as many as there are ids; negative where one is missing.
  init(values: [Int64], ids: [Int64]) {
    rows = values.indices.lazy.filter { values[$0] >= 0 }
      .sorted { values[$0] != values[$1] ? values[$0] > values[$1] : ids[$0] < ids[$1] }
      .map { Int32(clamping: $0) }
  }

  /// How many players are ranked.
  var count: Int { rows.count }

  /// The rows of a part of the board.
  func rows(from offset: Int, limit: Int) -> [Int] {
    rows.dropFirst(offset).prefix(limit).map { Int($0) }
  }
}
