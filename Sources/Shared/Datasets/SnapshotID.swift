package import Time

/// Identifies a snapshot: source, kingdom and date.
package struct SnapshotID: Hashable, Sendable {
  package let source: Source
  package let kingdom: Kingdom
  package let date: CalendarDate

  package init(source: Source = .rokPlayers, kingdom: Kingdom, date: CalendarDate) {
    self.source = source
    self.kingdom = kingdom
    self.date = date
  }
}

/// A kind of statistics, as named in the keys of a lake.
package enum Source: String, CaseIterable, Sendable {
  /// The players of a kingdom of Rise of Kingdoms, one row per player.
  case rokPlayers = "rok_players"
}
