package import Datasets
package import Time

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
