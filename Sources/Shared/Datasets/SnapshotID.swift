package import Time

/// Names one snapshot: what kind of statistics, of which kingdom, of which day.
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

/// A kind of statistics, as the keys of a lake name it.
package enum Source: String, CaseIterable, Sendable {
  /// The players of a kingdom of Rise of Kingdoms, one row a player.
  case rokPlayers = "rok_players"
}
