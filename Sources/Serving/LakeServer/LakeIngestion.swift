package import Concurrency
package import SnapshotIngestion
package import Storage
import Synchronization
import Time

/// The way of uploads into a local lake, from any source: one after the other.
package struct LakeIngestion: Sendable {
  /// Max uploads that are received, wait or are ingested.
  package static let maxUploads = 8

  let store: DirectoryStore
  let settings: IngestionSettings
  /// Admits one upload at a time to the pipeline.
  let limiter: ConcurrencyLimiter
  /// Called when an upload has been ingested.
  let changed: @Sendable () -> Void
  /// Prints a line for people; untrusted text is escaped behind it.
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
