package import Concurrency
package import SnapshotIngestion
package import Storage
import Synchronization
import Time

/// How uploads get into a local lake, whoever hands them in: one after the other.
package struct LakeIngestion: Sendable {
  /// How many uploads are received, wait or are ingested at once.
  package static let maxUploads = 8

  let store: DirectoryStore
  let settings: IngestionSettings
  /// Lets one upload at a time through the pipeline.
  let limiter: ConcurrencyLimiter
  /// Told when an upload has been ingested.
  let changed: @Sendable () -> Void
  /// Prints a line for people; text that others wrote is made safe behind it.
  let report: @Sendable (String) -> Void

  package init(
    store: DirectoryStore, settings: IngestionSettings,
    limiter: ConcurrencyLimiter = ConcurrencyLimiter(atOnce: 1, waiting: maxUploads + 1),
    changed: @escaping @Sendable () -> Void, report: @escaping @Sendable (String) -> Void
  ) {
    self.store = store
    self.settings = settings
    self.limiter = limiter
    self.changed = changed
    self.report = report
  }

  var pipeline: IngestionPipeline { IngestionPipeline(store: store, settings: settings) }
}
