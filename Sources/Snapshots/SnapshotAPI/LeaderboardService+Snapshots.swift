import Concurrency
import Datasets
import JSON
import SnapshotQueries
import Storage
import Time

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
    let headers = try await headers(of: try await catalog.snapshots(of: kingdom))
    if headers.isEmpty { throw ProblemDetails.noSnapshot(of: kingdom) }
    return try json(cache: Self.shortly) {
      $0.object {
        $0.array("snapshots") { for header in headers { header.write(to: &$0) } }
      }
    }
  }

  /// What stands at some dates; those that are gone meanwhile are left out.
  func headers(of snapshots: [SnapshotID]) async throws -> [SnapshotHeader] {
    try await concurrentMap(snapshots, atATime: 8) { try await header(of: $0) }
      .compactMap { $0 }
  }

  /// What stands at a date; `nil` where nothing does.
  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader? {
    do {
      return try await engine.header(of: snapshot)
    } catch let error as QueryError where error.code == .noSnapshot {
      return nil
    }
  }

  /// What stands at a date, or at the latest that has a snapshot.
  /// - Throws: a 404 problem where there is none.
  func header(of kingdom: Kingdom, _ selector: SnapshotSelector) async throws -> SnapshotHeader {
    switch selector {
    case .date(let date):
      return try await engine.header(of: SnapshotID(kingdom: kingdom, date: date))
    case .latest, .previous:
      guard let header = try await latest(of: kingdom, before: nil) else {
        throw ProblemDetails.noSnapshot(of: kingdom)
      }
      return header
    }
  }

  /// The latest snapshot, or the latest before another one; `nil` where there is none.
  func latest(
    of kingdom: Kingdom, before date: CalendarDate?
  ) async throws -> SnapshotHeader? {
    for snapshot in try await catalog.datedFolders(of: kingdom) {
      if let date, snapshot.date >= date { continue }
      if let header = try await header(of: snapshot) { return header }
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
