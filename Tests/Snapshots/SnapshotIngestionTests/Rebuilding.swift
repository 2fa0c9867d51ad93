import Bytes
import Foundation
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import Time

/// Two hours and more after all uploads of these tests.
let afterwards = Instant("2026-02-01T00:00:00Z") ?? .epoch

func rebuild(
  _ lake: any ObjectStore, _ settings: RebuildSettings = RebuildSettings(),
  now: Instant = afterwards
) async throws -> RebuiltSnapshot {
  let rebuild = SnapshotRebuild(store: lake, settings: settings, now: now)
  let snapshots = try await rebuild.snapshots(of: nil, on: nil)
  return try #require(try await rebuild.rebuild(snapshots).first)
}

/// A lake with an older, a refused and a newest upload of one date.
func withUploads(_ body: (DirectoryStore) async throws -> Void) async throws {
  try await withTemporaryLake { lake async throws in
    let pipeline = IngestionPipeline(store: lake)
    for (time, upload) in [
      ("2026-01-26T08:00:00Z", Uploads.three), ("2026-01-26T20:00:00Z", Uploads.threeLater),
      ("2026-01-26T12:00:00Z", Uploads.refused),
    ] {
      _ = try await pipeline.ingest(upload, of: try #require(Uploads.event(time)))
    }
    try await body(lake)
  }
}

extension DirectoryStore {
  func remove(_ prefix: String) throws {
    try FileManager.default.removeItem(atPath: "\(root)/\(prefix)")
  }

  func overwrite(_ key: String, _ content: SharedBytes) async throws {
    _ = try await put(key, [content], when: .always)
  }
}

extension RebuiltSnapshot {
  /// The outcome and the upload of the curated object.
  var summary: String {
    switch curated {
    case .unchanged(let origin): "unchanged \(origin.players)"
    case .restored(let origin): "restored \(origin.players)"
    case .replaced(let origin): "replaced \(origin.players)"
    case .leftAlone(let reason): reason.rawValue
    }
  }

  var changes: [RebuiltReport.Change?] {
    uploads.map {
      switch $0.outcome {
      case .accepted(let report), .refused(_, let report): report.change
      case .damaged, .lost, .pending: nil
      }
    }
  }
}
