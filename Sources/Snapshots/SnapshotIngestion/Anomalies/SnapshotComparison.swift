package import Time

/// A reference to one upload of a date.
package struct SnapshotReference: Hashable, Sendable {
  package let date: CalendarDate
  /// The run that made the snapshot.
  package let runID: String
}

/// The anomalies of a snapshot compared with the previous one.
package struct SnapshotComparison: Sendable, Equatable {
  /// The earlier snapshot of the comparison.
  package let earlier: SnapshotReference
  package let playersInBoth: Int
  package let newPlayers: Int
  /// Players only in the earlier one. Lists often contain the top of a kingdom, so absent players
  /// have not necessarily left.
  package let absentPlayers: Int
  package let anomalies: AnomalyList

  /// Whether more than half of the players are new: perhaps the list belongs to another kingdom.
  package var isMostlyNew: Bool { newPlayers > playersInBoth }
}
