import Bytes
import Concurrency
import DataLake
package import Datasets
package import Storage
package import Time

/// Knows what was uploaded to a lake and what came of it: the reports that runs leave.
package struct UploadCatalog: Sendable {
  private let store: any ObjectStore
  private let source: Source
  private static let reportsAtATime = 8

  /// One run's place in a kingdom's history.
  package struct Run: Hashable, Comparable, Sendable {
    package let date: CalendarDate
    package let run: RunTimestamp

    package init(date: CalendarDate, run: RunTimestamp) {
      self.date = date
      self.run = run
    }

    package static func < (left: Run, right: Run) -> Bool {
      (left.date, left.run) < (right.date, right.run)
    }
  }

  package init(store: any ObjectStore, source: Source = .rokPlayers) {
    self.store = store
    self.source = source
  }

  /// The runs of a kingdom that have a report, the greatest date first, and the newest of a date.
  /// - Throws: `ObjectStoreError`.
  package func runs(of kingdom: Kingdom) async throws -> [Run] {
    let prefix = LakePrefix.kingdom(.reports, source, kingdom).description
    return try await store.list(prefix, delimited: false).keys.compactMap { key in
      guard case .report(let snapshot, let run)? = try? LakeKey(parsing: key) else { return nil }
      return Run(date: snapshot.date, run: run)
    }.sorted(by: >)
  }

  /// What the reports of some runs say; those that are no reports are left out.
  /// - Throws: `ObjectStoreError`.
  package func records(of kingdom: Kingdom, _ runs: [Run]) async throws -> [UploadRecord] {
    try await concurrentMap(runs, atATime: Self.reportsAtATime) { run in
      guard let report = try await report(of: kingdom, run) else { return nil }
      return UploadRecord(snapshot: snapshot(of: kingdom, run), run: run.run, report: report)
    }.compactMap { $0 }
  }

  /// The stored report of a run; `nil` where there is none.
  /// - Throws: `ObjectStoreError`.
  package func report(of kingdom: Kingdom, _ run: Run) async throws -> [UInt8]? {
    do {
      return try await store.get(LakeKey.report(snapshot(of: kingdom, run), run.run).description)
        .array
    } catch let error as ObjectStoreError where [.notFound, .wrongKind].contains(error.code) {
      return nil
    }
  }

  private func snapshot(of kingdom: Kingdom, _ run: Run) -> SnapshotID {
    SnapshotID(source: source, kingdom: kingdom, date: run.date)
  }
}
