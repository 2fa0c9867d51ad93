/// The columns and metadata of a curated file beside the players' own columns.
package enum CuratedTable {
  /// Raised when a reader of older files would misread a newer one.
  package static let schemaVersion = 1

  /// The columns after those of `PlayerColumn`, in order.
  package enum RunColumn: String, CaseIterable, Sendable {
    case kingdom
    case snapshotDate = "snapshot_date"
    case ingestedAt = "ingested_at"
    case runID = "run_id"
    case recordHash = "record_hash"
  }

  /// The keys of the file's own metadata.
  package enum MetadataKey: String, CaseIterable, Sendable {
    case schemaVersion = "standings.schema_version"
    case source = "standings.source"
    /// SHA-256 of the upload, as 64 hex digits.
    case sourceHash = "standings.source_sha256"
    case runID = "standings.run_id"
    /// The time of the upload (RFC 3339), which decides which upload is newer.
    case uploadedAt = "standings.uploaded_at"
    case dkpWeights = "standings.dkp_weights"
    /// A `DKPOrigin`.
    case dkpOrigin = "standings.dkp_origin"
  }

  /// The metadata key of `BestPlayers.text`.
  package static func bestPlayersKey(_ metric: Metric) -> String {
    "standings.best.\(metric.rawValue)"
  }

  /// The origin of the values in the column `dkp`.
  package enum DKPOrigin: String, Sendable {
    case uploaded
    case computed
    /// There are none: the upload lacks one of the three columns of the sum.
    case missing
  }
}
