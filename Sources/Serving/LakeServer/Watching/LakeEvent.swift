import DataLake
package import Datasets
import HTTPServer
import JSON
package import Time

/// A change in the lake.
package enum LakeEvent: ServerSentEvent {
  /// A curated file appeared, changed or disappeared.
  case snapshot(SnapshotID)
  /// A report appeared or changed.
  case upload(SnapshotID, RunTimestamp)

  /// - Parameter path: of a file or folder, below the lake's root.
  package init?(path: String) {
    guard let key = try? LakeKey(parsing: path) else {
      // A removed folder takes its file along.
      guard let key = try? LakeKey(parsing: "\(path)/players.parquet"), case .curated = key else {
        return nil
      }
      self = .snapshot(key.snapshot)
      return
    }
    switch key {
    case .curated(let snapshot): self = .snapshot(snapshot)
    case .report(let snapshot, let run): self = .upload(snapshot, run)
    case .inbox, .raw, .rejected: return nil
    }
  }

  package var text: String {
    var json = JSONWriter()
    switch self {
    case .snapshot(let snapshot):
      json.object { $0.write(snapshot) }
      return "event: snapshot\ndata: \(json.text)\n\n"
    case .upload(let snapshot, let run):
      json.object {
        $0.write(snapshot)
        $0.member("run_ts", run.description)
      }
      return "event: upload\ndata: \(json.text)\n\n"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ snapshot: SnapshotID) {
    member("kingdom", snapshot.kingdom.number)
    member("date", snapshot.date.description)
  }
}
