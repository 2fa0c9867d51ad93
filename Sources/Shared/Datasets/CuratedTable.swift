/// What the curated file of a snapshot holds beside the facts about its players.
package enum CuratedTable {
  /// Raised whenever a reader of older files would misread a newer one.
  package static let schemaVersion = 1

  /// The columns behind those of `PlayerColumn`, in their order.
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
    /// The time of the upload (RFC 3339), by which a newer upload is told from an older one.
    case uploadedAt = "standings.uploaded_at"
    case dkpWeights = "standings.dkp_weights"
    /// One of `DKPOrigin`.
    case dkpOrigin = "standings.dkp_origin"
  }

  /// The key under which the file's own metadata holds `BestPlayers.text`.
  package static func bestPlayersKey(_ metric: Metric) -> String {
    "standings.best.\(metric.rawValue)"
  }

  /// Where the values of the column `dkp` come from.
  package enum DKPOrigin: String, Sendable {
    case uploaded
    case computed
    /// There are none: the upload lacks one of the three columns that DKP is made of.
    case missing
  }
}
