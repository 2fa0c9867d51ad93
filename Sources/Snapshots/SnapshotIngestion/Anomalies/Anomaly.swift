/// A suspicious value of a player. It does not reject anything.
package struct Anomaly: Sendable, Equatable {
  package enum Kind: String, CaseIterable, Sendable {
    /// The kill points differ from the sum over the tiers.
    case killPointsMismatch = "kill_points_mismatch"
    /// There are kill points, but no kills in any tier: the profile hides them.
    case hiddenTiers = "hidden_tiers"
    /// A number that only grows is lower than in the previous snapshot.
    case fallenCounter = "fallen_counter"
    /// Name and alliance both changed since the previous snapshot: perhaps a misread id.
    case renamedAndMoved = "renamed_and_moved"
  }

  package let kind: Kind
  /// The row as in `RowIssue`; `nil` if the comparison of snapshots found it.
  package let row: Int?
  package let id: Int64
  /// Cut to a readable length, like the texts below.
  package let name: String
  /// The column of the curated table.
  package let column: String
  package let found: String
  /// The expected value.
  package let expected: String
}

/// The players with anomalies: all are counted, and the first of each kind are listed.
package struct AnomalyList: Sendable, Equatable {
  /// Max listed players per kind.
  package let limit: Int
  /// In file order within a kind.
  package private(set) var listed: [Anomaly] = []
  private var counts: [Anomaly.Kind: Int] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  package var isEmpty: Bool { counts.isEmpty }

  /// The number of players with this kind of anomaly.
  package func count(_ kind: Anomaly.Kind) -> Int { counts[kind] ?? 0 }

  /// The listed anomalies of a kind.
  package func listed(_ kind: Anomaly.Kind) -> [Anomaly] { listed.filter { $0.kind == kind } }

  /// Counts a player, and lists the anomalies if there is room.
  /// - Parameter anomalies: all of one kind and one player; evaluated only if they are listed.
  mutating func add(_ kind: Anomaly.Kind, _ anomalies: @autoclosure () -> [Anomaly]) {
    counts[kind, default: 0] += 1
    if count(kind) <= limit { listed += anomalies() }
  }

  /// Adds the anomalies of later rows, or of other kinds.
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
  /// The elements without consecutive duplicates.
  fileprivate func uniqued() -> [Element] {
    indices.filter { $0 == 0 || self[$0] != self[$0 - 1] }.map { self[$0] }
  }
}
