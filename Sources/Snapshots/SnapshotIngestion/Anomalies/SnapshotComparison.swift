package import Time

/// One upload of a date, as far as others refer to it.
package struct SnapshotReference: Hashable, Sendable {
  package let date: CalendarDate
  /// The run that made the snapshot.
  package let runID: String
}

/// What stands out in a snapshot beside the one before it.
package struct SnapshotComparison: Sendable, Equatable {
  /// The snapshot of an earlier date with which it was compared.
  package let earlier: SnapshotReference
  package let playersInBoth: Int
  package let newPlayers: Int
  /// Players whom only the earlier one lists. Lists are often the best of a kingdom, so that whoever
  /// is absent has not left.
  package let absentPlayers: Int
  package let anomalies: AnomalyList

  /// Whether more than half of the players are new: perhaps it is the list of another kingdom.
  package var isMostlyNew: Bool { newPlayers > playersInBoth }
}
