import Bytes
import DataLake
import Rankings

/// Keeps the report of every run under `reports/`; writing it is the last thing a run does.
struct ReportArchive {
  let store: any ObjectStore

  /// Stores a report in its run's folder.
  ///
  /// Should another run have stored one there, which takes two uploads of one second handled at
  /// the same moment, the next free second takes this one.
  /// - Returns: the report with the key under which it was stored.
  /// - Throws: `ObjectStoreError`.
  func keep(_ report: IngestionReport, in folder: RunTimestamp) async throws -> IngestionReport {
    var report = report
    for folder in folder.secondsFromHere {
      report.report = .report(report.event.snapshot, folder)
      let key = report.report.description
      let body = [SharedBytes(report.storedJSON)]
      if try await store.put(key, body, when: .absent) == .written { return report }
      if try await mayReplace(key, by: report.runID) {
        _ = try await store.put(key, body, when: .always)
        return report
      }
    }
    throw ObjectStoreError(
      code: .failed, place: report.report.description, reason: "no free second for the report")
  }

  /// Whether an event's run has ended.
  /// - Throws: `ObjectStoreError`.
  func containsReport(of event: UploadEvent) async throws -> Bool {
    for folder in RunTimestamp(event.time).secondsFromHere {
      let key = LakeKey.report(event.snapshot, folder).description
      guard try await store.head(key) != nil else { return false }
      if try await isReport(key, of: event.runID) { return true }
    }
    return false
  }

  /// Whether the run's own report stands there, or something that is no report at all.
  private func mayReplace(_ key: String, by runID: String) async throws -> Bool {
    let text = try await text(key)
    return Self.names(runID, text) || !text.contains(#""run_id":"#)
  }

  private func isReport(_ key: String, of runID: String) async throws -> Bool {
    Self.names(runID, try await text(key))
  }

  private func text(_ key: String) async throws -> String {
    String(decoding: try await store.get(key).array, as: UTF8.self)
  }

  private static func names(_ runID: String, _ report: String) -> Bool {
    report.contains(#""run_id":"\#(runID)""#)
  }
}

extension RunTimestamp {
  /// This second and those after it, as many as uploads of one date may share a second.
  var secondsFromHere: some Sequence<RunTimestamp> {
    sequence(first: self, next: \.next).prefix(60)
  }
}
