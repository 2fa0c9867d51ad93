import DataLake
import JSON
import Querying
import Rankings

extension LeaderboardService {
  func kingdoms() async throws -> APIResponse {
    let latest = try await catalog.latestSnapshots()
    return try json(cache: Self.shortly) {
      $0.object {
        $0.array("kingdoms") {
          for snapshot in latest {
            $0.object {
              $0.member("kingdom", snapshot.kingdom.number)
              $0.member("latest", snapshot.date.description)
            }
          }
        }
      }
    }
  }

  func snapshots(of kingdom: Kingdom) async throws -> APIResponse {
    let summaries = try await summaries(of: try await catalog.snapshots(of: kingdom))
    if summaries.isEmpty { throw Problem.noSnapshot(of: kingdom) }
    return try json(cache: Self.shortly) {
      $0.object {
        $0.array("snapshots") { for summary in summaries { summary.write(to: &$0) } }
      }
    }
  }

  /// What stands at some dates; those that are gone meanwhile are left out.
  func summaries(of snapshots: [SnapshotID]) async throws -> [SnapshotSummary] {
    try await concurrentMap(snapshots, atATime: 8) { try await summary(of: $0) }
      .compactMap { $0 }
  }

  /// What stands at a date; `nil` where nothing does.
  func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary? {
    do {
      return try await engine.summary(of: snapshot)
    } catch let error as QueryError where error.code == .noSnapshot {
      return nil
    }
  }

  /// What stands at a date, or at the latest that has a snapshot.
  /// - Throws: a 404 problem where there is none.
  func upload(of kingdom: Kingdom, _ wish: SnapshotWish) async throws -> SnapshotSummary {
    switch wish {
    case .date(let date):
      return try await engine.summary(of: SnapshotID(kingdom: kingdom, date: date))
    case .latest, .previous:
      guard let upload = try await latest(of: kingdom, before: nil) else {
        throw Problem.noSnapshot(of: kingdom)
      }
      return upload
    }
  }

  /// The latest snapshot, or the latest before another one; `nil` where there is none.
  func latest(
    of kingdom: Kingdom, before date: SnapshotDate?
  ) async throws -> SnapshotSummary? {
    for snapshot in try await catalog.datedFolders(of: kingdom) {
      if let date, snapshot.date >= date { continue }
      if let upload = try await summary(of: snapshot) { return upload }
    }
    return nil
  }

  /// Works on what stands in the lake. Where that is uploaded again meanwhile, what stands there
  /// then is worked on once more.
  func onceMoreIfReplaced(
    _ work: () async throws -> APIResponse
  ) async throws -> APIResponse {
    do {
      return try await work()
    } catch let error as ObjectStoreError where error.isOfReplacedObject {
      return try await work()
    }
  }
}
