import Bytes
import DataLake
package import Datasets
package import Storage
package import Time
import UploadReading

/// Rebuilds snapshots and reports from `raw/`, byte for byte as their events made them.
///
/// Nothing is removed before its replacement exists, nothing is written to `raw/`, and an upload
/// that arrives meanwhile is safe: its object is newer than anything known here. An interrupted
/// rebuild is completed by another one.
package struct SnapshotRebuild: Sendable {
  let store: any ObjectStore
  let settings: RebuildSettings
  let now: Instant

  /// How long an upload without a report may still be in progress: its event is tried for minutes,
  /// and returns from the failure queue for an hour and a half.
  private static let millisecondsOnTheWay: Int64 = 7_200_000
  /// Max retries while newer uploads arrive.
  private static let attempts = 4

  /// - Parameter now: distinguishes lost reports from those still to come.
  package init(
    store: any ObjectStore, settings: RebuildSettings = RebuildSettings(), now: Instant
  ) {
    self.store = store
    self.settings = settings
    self.now = now
  }

  /// - Returns: `nil` if the lake knows nothing about the snapshot.
  /// - Throws: `ObjectStoreError`.
  package func rebuild(_ snapshot: SnapshotID) async throws -> RebuiltSnapshot? {
    var history = try await SnapshotHistory.read(snapshot, in: store)
    for _ in 1..<Self.attempts {
      let rebuilt = try await rebuild(snapshot, history)
      guard case .leftAlone(.newerUpload)? = rebuilt?.curated else { return rebuilt }
      let known = completeRuns(history)
      history = try await SnapshotHistory.read(snapshot, in: store)
      // Unless its run ended meanwhile, the source of the newer file is unknown.
      if completeRuns(history).isSubset(of: known) { return rebuilt }
    }
    return try await rebuild(snapshot, history)
  }

  private func rebuild(
    _ snapshot: SnapshotID, _ history: SnapshotHistory
  ) async throws -> RebuiltSnapshot? {
    if history.isEmpty { return nil }
    var course = Course(
      replaceableRuns: completeRuns(history), uploads: history.lost.map { RebuiltUpload($0) })
    for upload in history.uploads {
      let outcome = try await rebuild(upload, history.standing, &course)
      course.uploads.append(RebuiltUpload(upload, outcome))
    }
    let isMissed = history.standing != nil || course.uploads.contains(where: \.isIncomplete)
    let remains: RebuiltSnapshot.Reason = isMissed ? .nothingAcceptable : .nothingExpected
    return RebuiltSnapshot(
      snapshot: snapshot, curated: course.curated ?? .leftAlone(remains), uploads: course.uploads)
  }

  /// The progress of one snapshot.
  private struct Course {
    /// The runs whose curated file an older upload may replace.
    var replaceableRuns: Set<String>
    var curated: RebuiltSnapshot.Curated?
    var uploads: [RebuiltUpload]
  }

  private func completeRuns(_ history: SnapshotHistory) -> Set<String> {
    Set(history.uploads.filter(isComplete).map(\.run.id))
  }

  /// Whether no other process works on the upload.
  private func isComplete(_ upload: KeptUpload) -> Bool {
    let age = now.millisecondsSinceEpoch - upload.run.event.time.millisecondsSinceEpoch
    return upload.provenance != .derived || age > Self.millisecondsOnTheWay
  }

  private func rebuild(
    _ upload: KeptUpload, _ standing: CurrentSnapshot?, _ course: inout Course
  ) async throws -> RebuiltUpload.Outcome {
    guard isComplete(upload) else { return .pending }
    let bytes = try await store.get(upload.key.description)
    let made = try await remake(bytes, upload, standing)
    if let expected = upload.report?.document.contentHash, expected != made.contentHash {
      course.replaceableRuns.remove(upload.run.id)
      return .damaged(found: made.contentHash, expected: expected)
    }
    switch made.outcome {
    case .accepted(let file):
      // The newest acceptable upload wins; the reports of the others are rebuilt too.
      if course.curated == nil {
        course.curated = try await publish(
          file, of: upload, replacing: course.replaceableRuns, standing)
      }
      let comparison = try await comparison(of: file, upload)
      return .accepted(try await keepReport(of: made, comparedAs: comparison, upload))
    case .refused(let rejection):
      let event = upload.run.event
      let rejected = LakeKey.rejected(event.snapshot, upload.folder, file: event.file)
      _ = try await store.put(rejected.description, [bytes], when: .absent)
      return .refused(rejection, try await keepReport(of: made, comparedAs: nil, upload))
    }
  }

  private func publish(
    _ file: CuratedFile, of upload: KeptUpload, replacing runs: Set<String>,
    _ standing: CurrentSnapshot?
  ) async throws -> RebuiltSnapshot.Curated {
    let origin = SnapshotOrigin(
      raw: upload.key, runID: upload.run.id, players: file.reading.rows.accepted,
      dkpWeights: file.metadata.dkpWeights)
    let outcome = try await SnapshotPublisher(store: store).republish(
      file, of: upload.run.event.snapshot, replacing: runs, standing)
    return switch outcome {
    case .unchanged: .unchanged(origin)
    case .restored: .restored(origin)
    case .replaced: .replaced(origin)
    case .newerStands: .leftAlone(.newerUpload)
    }
  }

  private func keepReport(
    of made: CuratedUpload, comparedAs comparison: SnapshotComparison?, _ upload: KeptUpload
  ) async throws -> RebuiltReport {
    var report = IngestionReport(
      of: made, upload.run, keptIn: upload.folder, comparedAs: comparison)
    guard let known = upload.report else {
      report = try await ReportArchive(store: store).keep(report, in: upload.folder)
      return RebuiltReport(key: report.report, change: .restored)
    }
    report.report = known.key
    if known.body == SharedBytes(report.document.stored) {
      return RebuiltReport(key: known.key, change: .unchanged)
    }
    report = try await ReportArchive(store: store).keep(report, in: known.folder)
    return RebuiltReport(key: report.report, change: .replaced)
  }
}

extension RebuiltUpload {
  fileprivate init(_ upload: KeptUpload, _ outcome: Outcome) {
    self.init(
      raw: upload.key, provenance: upload.provenance, outcome: outcome,
      wasAccepted: upload.wasAccepted)
  }

  fileprivate init(_ upload: LostUpload) {
    self.init(
      raw: upload.key, provenance: .report, outcome: .lost, wasAccepted: upload.wasAccepted)
  }
}
