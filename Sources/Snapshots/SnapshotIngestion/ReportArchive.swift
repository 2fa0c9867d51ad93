import Bytes
import Concurrency
import DataLake
import Datasets
import Failures
import Storage
import Time

/// Stores the report of every run under `reports/`; this is the last step of a run.
struct ReportArchive {
  let store: any ObjectStore

  /// Stores a report in its run's folder.
  ///
  /// If another run's report is there, because two uploads of one second were handled at the same
  /// moment, the next free second names the folder.
  /// - Returns: the report with its key.
  /// - Throws: `ObjectStoreError`.
  func keep(_ report: IngestionReport, in folder: RunTimestamp) async throws -> IngestionReport {
    var report = report
    if try await put(&report, in: folder) { return report }
    let taken = try await takenSeconds(of: report.event.snapshot)
    let own = try await folders(of: report.runID, report.event.snapshot, from: folder, taken).first
    if let own, try await put(&report, in: own) { return report }
    for folder in folder.secondsFromHere where !taken.contains(folder) {
      if try await put(&report, in: folder) { return report }
    }
    throw ObjectStoreError(
      code: .failed, place: report.report.description, reason: "no free second for the report")
  }

  /// - Returns: whether the report is there now, and not another run's.
  private func put(
    _ report: inout IngestionReport, in folder: RunTimestamp
  ) async throws -> Bool {
    report.report = .report(report.event.snapshot, folder)
    let key = report.report.description
    let body = [SharedBytes(report.document.stored)]
    if try await store.put(key, body, when: .absent) == .written { return true }
    guard try await mayReplace(key, by: report.runID) else { return false }
    _ = try await store.put(key, body, when: .always)
    return true
  }

  /// Whether an event's run is complete.
  /// - Throws: `ObjectStoreError`.
  func containsReport(of event: UploadEvent) async throws -> Bool {
    let first = RunTimestamp(event.time)
    let key = LakeKey.report(event.snapshot, first).description
    let runID = event.runID
    guard try await store.head(key) != nil else { return false }
    if UploadReport.names(runID, in: try await text(key)) { return true }
    let taken = try await takenSeconds(of: event.snapshot)
    return try await !folders(of: runID, event.snapshot, from: first, taken).isEmpty
  }

  private static let readAtOnce = 16

  /// The consecutive folders, from one on, in which a run's report may be.
  private func folders(
    of runID: String, _ snapshot: SnapshotID, from first: RunTimestamp, _ taken: Set<RunTimestamp>
  ) async throws -> [RunTimestamp] {
    let folders = Array(first.secondsFromHere.prefix { taken.contains($0) })
    let isOwn = try await concurrentMap(folders, atATime: Self.readAtOnce) { folder in
      UploadReport.names(runID, in: try await text(LakeKey.report(snapshot, folder).description))
    }
    return zip(folders, isOwn).filter(\.1).map(\.0)
  }

  /// The seconds taken by reports of a date.
  private func takenSeconds(of snapshot: SnapshotID) async throws -> Set<RunTimestamp> {
    let keys = try await store.list(
      LakePrefix.snapshot(.reports, snapshot).description, delimited: false
    ).keys
    return Set(
      keys.compactMap { key in
        guard case .report(_, let folder)? = try? LakeKey(parsing: key) else { return nil }
        return folder
      })
  }

  /// Whether the object is the run's own report, or not a report at all.
  private func mayReplace(_ key: String, by runID: String) async throws -> Bool {
    let text = try await text(key)
    return UploadReport.names(runID, in: text) || !UploadReport.namesAnyRun(in: text)
  }

  private func text(_ key: String) async throws -> String {
    String(decoding: try await store.get(key).array, as: UTF8.self)
  }
}
