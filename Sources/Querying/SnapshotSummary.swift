package import Rankings

/// What a snapshot says of itself, read from the end of its file alone.
package struct SnapshotSummary: Hashable, Sendable {
  package let snapshot: SnapshotID
  /// How many players it lists.
  package let players: Int
  /// The run that wrote it; another upload of the same date is another run.
  package let runID: String
  /// The time of the upload.
  package let ingestedAt: Instant

  package init(snapshot: SnapshotID, players: Int, runID: String, ingestedAt: Instant) {
    self.snapshot = snapshot
    self.players = players
    self.runID = runID
    self.ingestedAt = ingestedAt
  }
}
