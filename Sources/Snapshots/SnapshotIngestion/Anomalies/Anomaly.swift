/// Something about a player that does not look right. Nothing is refused for it.
package struct Anomaly: Sendable, Equatable {
  package enum Kind: String, CaseIterable, Sendable {
    /// The kill points are not what the kills of all tiers make.
    case killPointsMismatch = "kill_points_mismatch"
    /// There are kill points, but no kills in any tier: the profile hides them.
    case hiddenTiers = "hidden_tiers"
    /// A number that only grows is less than in the snapshot before.
    case fallenCounter = "fallen_counter"
    /// Name and alliance are both others than in the snapshot before: perhaps an id was misread.
    case renamedAndMoved = "renamed_and_moved"
  }

  package let kind: Kind
  /// The row as in `RowIssue`; `nil` where it came up by comparing snapshots.
  package let row: Int?
  package let id: Int64
  /// Cut to a readable length, as the texts below are.
  package let name: String
  /// The column of the curated table.
  package let column: String
  package let found: String
  /// What was to be expected instead.
  package let expected: String
}

/// Suspicious players: all of them counted, of each kind the first ones listed.
package struct AnomalyList: Sendable, Equatable {
  /// How many players of a kind are listed at the most.
  package let limit: Int
  /// In the order of the file within a kind.
  package private(set) var listed: [Anomaly] = []
  private var counts: [Anomaly.Kind: Int] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  package var isEmpty: Bool { counts.isEmpty }

  /// How many players are suspicious in that way.
  package func count(_ kind: Anomaly.Kind) -> Int { counts[kind] ?? 0 }

  /// Those listed of a kind.
  package func listed(_ kind: Anomaly.Kind) -> [Anomaly] { listed.filter { $0.kind == kind } }

  /// Counts a player, and lists what is suspicious where there is room.
  /// - Parameter anomalies: all of one kind and of that player; made only where they are listed.
  mutating func add(_ kind: Anomaly.Kind, _ anomalies: @autoclosure () -> [Anomaly]) {
    counts[kind, default: 0] += 1
    if count(kind) <= limit { listed += anomalies() }
  }

  /// Adds the players of rows further down, or of other kinds.
  mutating func append(_ later: AnomalyList) {
    for kind in Anomaly.Kind.allCases where later.count(kind) > 0 {
      let room = limit - count(kind)
      let players = Set(later.listed(kind).map(\.id).uniqued().prefix(max(room, 0)))
      listed += later.listed(kind).filter { players.contains($0.id) }
      counts[kind, default: 0] += later.count(kind)
    }
  }
}

extension Array where Element: Equatable {
  /// The elements without those that equal the one before.
  fileprivate func uniqued() -> [Element] {
    indices.filter { $0 == 0 || self[$0] != self[$0 - 1] }.map { self[$0] }
  }
}
