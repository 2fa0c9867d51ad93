import Bytes
import Concurrency
import DataLake
package import Datasets
import Failures
package import Storage
package import Time

/// The uploads of a lake and their outcomes, from the reports of their runs.
package struct UploadCatalog: Sendable {
  private let store: any ObjectStore
  private let source: Source
  private static let reportsAtATime = 8

  /// A run in a kingdom's history.
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

  /// The runs of a kingdom that have a report, the latest date first, then the newest run first.
  /// - Throws: `ObjectStoreError`.
  package func runs(of kingdom: Kingdom) async throws -> [Run] {
    let prefix = LakePrefix.kingdom(.reports, source, kingdom).description
    return try await store.list(prefix, delimited: false).keys.compactMap { key in
      guard case .report(let snapshot, let run)? = try? LakeKey(parsing: key) else { return nil }
      return Run(date: snapshot.date, run: run)
    }.sorted(by: >)
  }

  /// The reports of some runs; invalid ones are dropped.
  /// - Throws: `ObjectStoreError`.
  package func records(of kingdom: Kingdom, _ runs: [Run]) async throws -> [UploadRecord] {
    try await concurrentMap(runs, atATime: Self.reportsAtATime) { run in
      guard let report = try await report(of: kingdom, run) else { return nil }
      return UploadRecord(snapshot: snapshot(of: kingdom, run), run: run.run, report: report)
    }.compactMap { $0 }
  }

  /// The stored report of a run; `nil` if there is none.
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
