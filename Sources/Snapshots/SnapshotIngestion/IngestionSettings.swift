import Concurrency
package import Datasets
package import UploadReading

/// The settings of an installation.
package struct IngestionSettings: Sendable {
  /// How uploads are read, and their limits.
  package var reading = ReadingSettings()
  /// For uploads without DKP.
  package var dkpWeights = DKPWeights.standard
  /// Max concurrent batches, one per core.
  package var threads = ProcessorCount.current

  /// Larger snapshots are not compared with the previous one: it takes about 50 bytes per player.
  package var comparedPlayers = 1_000_000

  package init() {}

  /// The same for an upload from which only one day's rows may be ingested.
  package func reading(for target: SnapshotTarget) -> IngestionSettings {
    var settings = self
    if target.isOneOfSeveral { settings.reading.rowsOfDate = target.snapshot.date }
    return settings
  }
}
