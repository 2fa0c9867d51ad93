import Concurrency
import Datasets
package import HTTPAPI
package import SnapshotQueries
import Storage
import Time

/// The API of the snapshots: the routes that every server has.
package struct SnapshotService: Sendable {
  let catalog: SnapshotCatalog
  var uploads: UploadCatalog { catalog.uploads }
  let engine: any QueryEngine

  package init(catalog: SnapshotCatalog, engine: any QueryEngine) {
    self.catalog = catalog
    self.engine = engine
  }

  /// In the order of the description.
  package var routes: [Route] {
    snapshotRoutes + boardRoutes + gainsRoutes + playerRoutes + uploadRoutes
  }

  /// The description's general part.
  static let info = OpenAPIInfo(
    title: "Standings", version: "1.0.0",
    summary: "Leaderboards from uploaded player statistics.",
    description: """
      Boards, gains and players of a kingdom's snapshots. All answers are public, and pages of \
      other origins may read them.

      Errors are problem documents (RFC 9457) with a `code` that never changes. Answers have \
      strong entity tags: a request with a matching `If-None-Match` gets 304. Unknown parameters \
      are rejected. Players choose names and alliances freely: escape them. Objects may gain \
      members.
      """)

  /// An action on current snapshots. If one is uploaded again meanwhile, the action is repeated
  /// once.
  func answer(
    _ work: @escaping @Sendable (RouteRequest) async throws -> HTTPResponse
  ) -> RouteAction {
    .answer { request in
      do {
        return try await work(request)
      } catch let error as ObjectStoreError where error.isOfReplacedObject {
        return try await work(request)
      }
    }
  }
}

extension HTTPService {
  /// The API of the snapshots.
  /// - Parameter routes: the server's own routes; the rest as for any other API.
  package convenience init(
    _ snapshots: SnapshotService, and routes: [Route] = [.health([])],
    files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowing cors: CORSPolicy = .anyOrigin, plainAnswers: PlainAnswerLimits? = nil,
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.init(
      routes: snapshots.routes + routes, describedBy: SnapshotService.info, files: files,
      allowing: cors, plainAnswers: plainAnswers,
      problem: { SnapshotService.problem(of: $0) }, reportingTo: report)
  }
}

// MARK: What stands in the lake

extension SnapshotService {
  /// The current headers of some dates, without those that disappeared meanwhile.
  func headers(of snapshots: [SnapshotID]) async throws -> [SnapshotHeader] {
    try await concurrentMap(snapshots, atATime: 8) { try await header(of: $0) }
      .compactMap { $0 }
  }

  /// The current header of a date; `nil` if there is none.
  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader? {
    do {
      return try await engine.header(of: snapshot)
    } catch let error as QueryError where error.code == .noSnapshot {
      return nil
    }
  }

  /// The current header of a date, or of the latest one.
  /// - Throws: a 404 problem if there is none.
  func header(
    of kingdom: Kingdom, _ selector: SnapshotSelector
  ) async throws -> SnapshotHeader {
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

  /// The latest snapshot, or the latest before another one; `nil` if there is none.
  func latest(
    of kingdom: Kingdom, before date: CalendarDate?
  ) async throws -> SnapshotHeader? {
    for snapshot in try await catalog.datedFolders(of: kingdom) {
      if let date, snapshot.date >= date { continue }
      if let header = try await header(of: snapshot) { return header }
    }
    return nil
  }
}
