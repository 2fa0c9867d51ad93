import Leaderboards
import LiveScores

@testable import RankIndex

/// An id whose text is known to be fit for one.
func player(_ text: String) -> PlayerID { PlayerID(accepted: text) }

extension RankedBoard {
  /// A board whose first line set the first sequence.
  static func of(
    in order: RankOrder = .descending, _ lines: [(String, Int64)]
  ) throws -> RankedBoard {
    var board = RankedBoard(order: order)
    for (sequence, line) in lines.enumerated() {
      try board.set(player(line.0), score: line.1, sequence: Int64(sequence))
    }
    return board
  }

  var all: [BoardEntry] { entries(in: 1..<(count + 1)) }

  /// The lines as `rank. player score`.
  var text: [String] { all.map(\.text) }
}

extension BoardEntry {
  var text: String { "\(rank). \(player.text) \(score)" }
}

extension TreeShape {
  /// Nodes so small that few entries make all levels.
  static let tiny = TreeShape(blockCapacity: 4, blockStep: 2, groupCapacity: 4, groupStep: 2)
  static let small = TreeShape(blockCapacity: 8, blockStep: 2, groupCapacity: 6, groupStep: 4)
}
