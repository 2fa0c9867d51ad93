import Concurrency
import DataLake
package import Datasets
import Synchronization
package import Time

extension SnapshotRebuild {
  /// Max concurrent kingdoms: each mostly waits for the store, and may hold an upload and its file
  /// in memory.
  private static let kingdomsAtATime = 4

  /// Rebuilds snapshots, of several kingdoms concurrently. A kingdom's snapshots are rebuilt in
  /// date order, since each is compared with the previous one.
  /// - Parameter progress: called with the done and the total number; from several tasks at once.
  /// - Returns: the results by kingdom and date, without snapshots that the lake does not know.
  /// - Throws: `ObjectStoreError`; another call does what is left.
  package func rebuild(
    _ snapshots: [SnapshotID],
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> [RebuiltSnapshot] {
    try await inOrder(snapshots, progress: progress) { try await rebuild($0) }
  }

  /// Processes snapshots in the order in which they can be rebuilt.
  func inOrder<Outcome: Sendable>(
    _ snapshots: [SnapshotID], progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void,
    _ work: @escaping @Sendable (SnapshotID) async throws -> Outcome?
  ) async throws -> [Outcome] {
    let done = Mutex(0)
    let kingdoms = Dictionary(grouping: snapshots, by: \.kingdom).values
      .map { $0.sorted { $0.date < $1.date } }.sorted { $0[0].kingdom < $1[0].kingdom }
    return try await concurrentMap(kingdoms, atATime: Self.kingdomsAtATime) { kingdom in
      var outcomes: [Outcome] = []
      for snapshot in kingdom {
        if let outcome = try await work(snapshot) { outcomes.append(outcome) }
        let count = done.withLock { done in
          done += 1
          return done
        }
        progress(count, snapshots.count)
      }
      return outcomes
    }.flatMap { $0 }
  }

  /// The snapshots with an upload, a curated object or a report, by kingdom and date.
  /// - Parameters: only this kingdom's, only of this date; `nil` for all.
  /// - Throws: `ObjectStoreError`.
  package func snapshots(of kingdom: Kingdom?, on date: CalendarDate?) async throws -> [SnapshotID]
  {
    var found: Set<SnapshotID> = []
    for area in [LakeArea.raw, .curated, .reports] {
      let kingdoms = if let kingdom { [kingdom] } else { try await kingdoms(in: area) }
      for kingdom in kingdoms {
        for day in try await dates(of: kingdom, in: area) where date == nil || date == day {
          found.insert(SnapshotID(kingdom: kingdom, date: day))
        }
      }
    }
    return found.sorted { ($0.kingdom, $0.date) < ($1.kingdom, $1.date) }
  }

  private func kingdoms(in area: LakeArea) async throws -> [Kingdom] {
    try await store.folderValues(of: "kingdom", below: .source(area, .rokPlayers))
      .compactMap { Kingdom($0) }
  }

  private func dates(of kingdom: Kingdom, in area: LakeArea) async throws -> [CalendarDate] {
    try await store.folderValues(of: "dt", below: .kingdom(area, .rokPlayers, kingdom))
      .compactMap { CalendarDate($0) }
  }
}
