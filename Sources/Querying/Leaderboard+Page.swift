package import Rankings

extension Leaderboard {
  /// A part of the entries; the ranks stay those of the whole.
  package func page(from offset: Int, limit: Int) -> Leaderboard {
    Leaderboard(
      snapshot: snapshot, metric: metric, totalPlayers: totalPlayers,
      entries: Array(entries.dropFirst(offset).prefix(limit)))
  }
}
