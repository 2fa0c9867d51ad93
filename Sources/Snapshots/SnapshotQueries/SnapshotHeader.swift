package import Datasets
package import Storage
package import Time

/// What a snapshot says of itself, read from the end of its file alone.
package struct SnapshotHeader: Hashable, Sendable {
  package let snapshot: SnapshotID
  /// How many players it lists.
  package let players: Int
  /// The run that wrote it; another upload of the same date is another run.
  package let runID: String
  /// The time of the upload.
  package let ingestedAt: Instant
  /// Which file it was read from; the same upload may be made into another file later.
  package let version: ObjectVersion
  /// How many players have a value; a metric is missing where the file does not say.
  package let rankedPlayers: [Metric: Int]
  /// By which weights its DKP was computed, or would have been.
  package let dkpWeights: DKPWeights
  package let dkpOrigin: CuratedTable.DKPOrigin

  package init(
    snapshot: SnapshotID, players: Int, runID: String, ingestedAt: Instant, version: ObjectVersion,
    rankedPlayers: [Metric: Int] = [:], dkpWeights: DKPWeights = .standard,
    dkpOrigin: CuratedTable.DKPOrigin = .missing
  ) {
    self.snapshot = snapshot
    self.players = players
    self.runID = runID
    self.ingestedAt = ingestedAt
    self.version = version
    self.rankedPlayers = rankedPlayers
    self.dkpWeights = dkpWeights
    self.dkpOrigin = dkpOrigin
  }
}

extension SnapshotHeader {
  /// What tells nearly all summaries apart; the rest is compared, but need not be hashed whenever
  /// something is looked up by a summary.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(snapshot)
    hasher.combine(runID)
    hasher.combine(version)
  }
}
