import Concurrency
package import Datasets
package import UploadReading

/// What may differ from one installation to the next.
package struct IngestionSettings: Sendable {
  /// How uploads are read, and their limits.
  package var reading = ReadingSettings()
  /// For uploads without a DKP of their own.
  package var dkpWeights = DKPWeights.standard
  /// How many batches are worked on at once, each of them on a core of its own.
  package var threads = ProcessorCount.current

  /// Snapshots of more players are not compared with the one before: it takes about 50 bytes a
  /// player.
  package var comparedPlayers = 1_000_000

  package init() {}

  /// The same for an upload of which only the rows of one day may be taken.
  package func reading(for target: SnapshotTarget) -> IngestionSettings {
    var settings = self
    if target.isOneOfSeveral { settings.reading.rowsOfDate = target.snapshot.date }
    return settings
  }
}
