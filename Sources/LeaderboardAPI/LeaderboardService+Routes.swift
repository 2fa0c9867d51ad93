import DataLake
import JSON
import Querying
import Rankings

extension LeaderboardService {
  func kingdoms(_ request: APIRequest) async throws -> APIResponse {
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

  func snapshots(
    of kingdom: Kingdom, _ request: APIRequest
  ) async throws -> APIResponse {
    let snapshots = try await catalog.snapshots(of: kingdom)
    let summaries = try await concurrentMap(snapshots, atATime: 8) { [engine] in
      try await engine.summary(of: $0)
    }
    if summaries.isEmpty { throw Problem.notFound("Kingdom \(kingdom) has no snapshot.") }
    return try json(cache: Self.shortly) {
      $0.object {
        $0.array("snapshots") { for summary in summaries { summary.write(to: &$0) } }
      }
    }
  }

  func leaderboard(
    _ question: BoardQuestion, _ request: APIRequest
  ) async throws -> APIResponse {
    do {
      return try await board(question, request)
    } catch let error as ObjectStoreError where error.isOfReplacedObject {
      // Uploaded again between two reads, or since it was kept: what stands there now is asked for.
      return try await board(question, request)
    }
  }

  private func board(
    _ question: BoardQuestion, _ request: APIRequest
  ) async throws -> APIResponse {
    let upload = try await upload(of: question.kingdom, question.date)
    if let cursor = question.cursor, cursor.runID != upload.runID {
      throw Problem(
        status: 410, code: "snapshot_replaced", title: "Snapshot replaced",
        detail: "The snapshot of \(cursor.date) was uploaded again. Start from its first page.")
    }
    let end = question.offset + question.limit
    let board = try await engine.top(question.metric, of: upload, limit: end + 1)
    let page = board.page(from: question.offset, limit: question.limit)
    var next: String?
    if board.entries.count > end, end < BoardQuestion.greatestDepth {
      next = try Cursor(date: upload.snapshot.date, runID: upload.runID, offset: end).text
    }
    return try json(cache: question.isDated ? Self.minutes : Self.shortly) {
      page.write(to: &$0, nextCursor: next)
    }
  }

  /// What stands at a date, or at the latest that has a snapshot.
  private func upload(
    of kingdom: Kingdom, _ date: SnapshotDate?
  ) async throws -> SnapshotSummary {
    if let date {
      return try await engine.summary(of: SnapshotID(kingdom: kingdom, date: date))
    }
    for snapshot in try await catalog.datedFolders(of: kingdom) {
      do {
        return try await engine.summary(of: snapshot)
      } catch let error as QueryError where error.code == .noSnapshot {
        continue
      }
    }
    throw Problem.notFound("Kingdom \(kingdom) has no snapshot.")
  }

  func file(_ path: String, _ request: APIRequest) throws -> APIResponse {
    guard let file = files[path] else { throw Problem.notFound("There is nothing at this path.") }
    var response = try tagged(file.content, type: file.type, cache: "no-cache")
    response.headers += [
      (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
      ),
      ("Referrer-Policy", "no-referrer"),
    ]
    return response
  }
}
