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

/// A kingdom of the game, by its number.
package struct Kingdom: Hashable, Comparable, Sendable {
  package let number: Int32

  /// - Parameter number: from 1 to 999,999; anything else gives `nil`.
  package init?(_ number: some BinaryInteger) {
    guard let small = Int32(exactly: number), (1...999_999).contains(small) else { return nil }
    self.number = small
  }

  /// Parses a number without sign, leading zeros or blanks, so that each kingdom has one spelling.
  package init?(_ text: some StringProtocol) {
    guard let number = Int32(text), String(number) == text else { return nil }
    self.init(number)
  }

  package static func < (left: Kingdom, right: Kingdom) -> Bool { left.number < right.number }
}

extension Kingdom: CustomStringConvertible {
  package var description: String { String(number) }
}
