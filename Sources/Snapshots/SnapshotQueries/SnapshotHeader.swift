package import Datasets
package import Storage
package import Time

/// The facts about a snapshot from the end of its file.
package struct SnapshotHeader: Hashable, Sendable {
  package let snapshot: SnapshotID
  /// The number of players.
  package let players: Int
  /// The run that wrote it; another upload of the date is another run.
  package let runID: String
  /// The time of the upload.
  package let ingestedAt: Instant
  /// The version of its file; a rebuild may replace the file of the same upload.
  package let version: ObjectVersion
  /// The number of values per metric; a metric is missing if the file does not say.
  package let rankedPlayers: [Metric: Int]
  /// The weights for DKP, whether or not it was computed.
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
  /// Distinguishes nearly all headers; the rest is compared but need not be hashed at every lookup.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(snapshot)
    hasher.combine(runID)
    hasher.combine(version)
  }
}
