package import Datasets
package import Storage
package import Time

/// The name of an object in a lake, parsed: it formats back to exactly the text it came from.
///
/// ```
/// inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv
/// raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/players.csv
/// curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet
/// rejected/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/players.csv
/// reports/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/report.json
/// ```
package enum LakeKey: Hashable, Sendable {
  /// A person's upload: the only place where people write.
  case inbox(SnapshotID, file: FileName)
  /// An upload kept byte for byte, written once.
  case raw(SnapshotID, RunTimestamp, file: FileName)
  /// The snapshot as Parquet, replaced only by a newer upload of its date.
  case curated(SnapshotID)
  /// A rejected upload.
  case rejected(SnapshotID, RunTimestamp, file: FileName)
  /// What happened to an upload, for people and for the API.
  case report(SnapshotID, RunTimestamp)

  package var snapshot: SnapshotID {
    switch self {
    case .inbox(let snapshot, _), .raw(let snapshot, _, _), .curated(let snapshot),
      .rejected(let snapshot, _, _), .report(let snapshot, _):
      snapshot
    }
  }
}

extension LakeKey: CustomStringConvertible {
  static let curatedFile = "players.parquet"
  static let reportFile = "report.json"

  package var description: String {
    switch self {
    case .inbox(let snapshot, let file):
      "\(LakePrefix.snapshot(.inbox, snapshot))\(file)"
    case .raw(let snapshot, let run, let file):
      "\(LakePrefix.run(.raw, snapshot, run))\(file)"
    case .curated(let snapshot):
      "\(LakePrefix.snapshot(.curated, snapshot))\(Self.curatedFile)"
    case .rejected(let snapshot, let run, let file):
      "\(LakePrefix.run(.rejected, snapshot, run))\(file)"
    case .report(let snapshot, let run):
      "\(LakePrefix.run(.reports, snapshot, run))\(Self.reportFile)"
    }
  }
}

/// The parts of a lake, by the first folder of their keys.
package enum LakeArea: String, CaseIterable, Sendable {
  case inbox, raw, curated, rejected, reports
}

/// The common prefix of the keys of one folder; it ends in `/`.
package enum LakePrefix: Hashable, Sendable {
  case area(LakeArea)
  case source(LakeArea, Source)
  case kingdom(LakeArea, Source, Kingdom)
  case snapshot(LakeArea, SnapshotID)
  case run(LakeArea, SnapshotID, RunTimestamp)
}

extension LakePrefix: CustomStringConvertible {
  package var description: String {
    switch self {
    case .area(let area):
      "\(area.rawValue)/"
    case .source(let area, let source):
      "\(LakePrefix.area(area))source=\(source.rawValue)/"
    case .kingdom(let area, let source, let kingdom):
      "\(LakePrefix.source(area, source))kingdom=\(kingdom)/"
    case .snapshot(let area, let snapshot):
      "\(LakePrefix.kingdom(area, snapshot.source, snapshot.kingdom))dt=\(snapshot.date)/"
    case .run(let area, let snapshot, let run):
      "\(LakePrefix.snapshot(area, snapshot))run_ts=\(run)/"
    }
  }
}

extension ObjectStore {
  /// The values of a name in the folders directly below a prefix, such as `51` in `kingdom=51`;
  /// other folders are skipped.
  package func folderValues(
    of name: String, below prefix: LakePrefix
  ) async throws -> [Substring] {
    try await folders(below: prefix.description).compactMap { folder in
      folder.hasPrefix("\(name)=") ? folder.dropFirst(name.count + 1) : nil
    }
  }
}
