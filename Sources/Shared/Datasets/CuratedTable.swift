package import Time

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

/// The key-value metadata of a curated file: facts about its upload.
package struct CuratedMetadata: Hashable, Sendable {
  package let source: Source
  /// SHA-256 of the upload, as 64 hex digits.
  package let sourceHash: String
  package let runID: String
  package let uploadedAt: Instant
  package let dkpWeights: DKPWeights
  package let dkpOrigin: CuratedTable.DKPOrigin

  package init(
    source: Source, sourceHash: String, runID: String, uploadedAt: Instant,
    dkpWeights: DKPWeights, dkpOrigin: CuratedTable.DKPOrigin
  ) {
    self.source = source
    self.sourceHash = sourceHash
    self.runID = runID
    self.uploadedAt = uploadedAt
    self.dkpWeights = dkpWeights
    self.dkpOrigin = dkpOrigin
  }

  /// Reads the metadata; `nil` if a key is missing or its value is not one of ours.
  package init?(_ value: (String) -> String?) {
    func of(_ key: CuratedTable.MetadataKey) -> String? { value(key.rawValue) }
    guard let source = of(.source).flatMap({ Source(rawValue: $0) }),
      let sourceHash = of(.sourceHash), let runID = of(.runID),
      let uploadedAt = of(.uploadedAt).flatMap({ Instant($0) }),
      let dkpWeights = of(.dkpWeights).flatMap({ DKPWeights($0) }),
      let dkpOrigin = of(.dkpOrigin).flatMap({ CuratedTable.DKPOrigin(rawValue: $0) })
    else { return nil }
    self.init(
      source: source, sourceHash: sourceHash, runID: runID, uploadedAt: uploadedAt,
      dkpWeights: dkpWeights, dkpOrigin: dkpOrigin)
  }

  /// The metadata in written order.
  package var pairs: [(key: String, value: String)] {
    CuratedTable.MetadataKey.allCases.map { ($0.rawValue, text(of: $0)) }
  }

  private func text(of key: CuratedTable.MetadataKey) -> String {
    switch key {
    case .schemaVersion: String(CuratedTable.schemaVersion)
    case .source: source.rawValue
    case .sourceHash: sourceHash
    case .runID: runID
    case .uploadedAt: uploadedAt.description
    case .dkpWeights: dkpWeights.description
    case .dkpOrigin: dkpOrigin.rawValue
    }
  }

  /// Whether this file's upload is newer than another: by time, then by run, so that of two uploads
  /// the same one wins in any order.
  package func isNewer(than other: CuratedMetadata) -> Bool {
    (uploadedAt, runID) > (other.uploadedAt, other.runID)
  }
}
