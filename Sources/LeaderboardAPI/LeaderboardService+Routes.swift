import JSON
import Querying
import Rankings

extension LeaderboardService {
  func kingdoms(_ request: APIRequest) async throws -> APIResponse {
    let latest = try await catalog.latestSnapshots()
    return try json(request, cache: Self.shortly) {
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
    var summaries: [SnapshotSummary] = []
    for snapshot in try await catalog.snapshots(of: kingdom) {
      summaries.append(try await engine.summary(of: snapshot))
    }
    if summaries.isEmpty { throw Problem.notFound("Kingdom \(kingdom) has no snapshot.") }
    return try json(request, cache: Self.shortly) {
      $0.object {
        $0.array("snapshots") { for summary in summaries { summary.write(to: &$0) } }
      }
    }
  }

  func leaderboard(
    _ metric: Metric, of kingdom: Kingdom, _ query: QueryParameters, _ request: APIRequest
  ) async throws -> APIResponse {
    let limit = try query.number("limit", in: 1...1000, default: 100)
    let cursor = try cursor(query)
    let snapshot = try await snapshot(of: kingdom, query["date"] ?? "latest", cursor)
    let summary = try await engine.summary(of: snapshot)
    if let cursor, cursor.runID != summary.runID {
      throw Problem(
        status: 410, code: "snapshot_replaced", title: "Snapshot replaced",
        detail: "The snapshot of \(cursor.date) was uploaded again. Start from its first page.")
    }
    let offset = cursor?.offset ?? 0
    let board = try await engine.top(metric, of: snapshot, limit: offset + limit + 1)
    let page = board.page(from: offset, limit: limit)
    var next: String?
    if board.entries.count > offset + limit {
      next = try Cursor(date: snapshot.date, runID: summary.runID, offset: offset + limit).text
    }
    let isDated = query["date"].map { $0 != "latest" } ?? false
    return try json(request, cache: isDated ? Self.minutes : Self.shortly) {
      page.write(to: &$0, nextCursor: next)
    }
  }

  private func cursor(_ query: QueryParameters) throws -> Cursor? {
    guard let text = query["cursor"] else { return nil }
    guard let cursor = try Cursor(text), cursor.offset <= 1_000_000_000 else {
      throw Problem.badParameter(
        "cursor", found: text, expected: "the next_cursor of an earlier answer, unchanged")
    }
    return cursor
  }

  private func snapshot(
    of kingdom: Kingdom, _ date: String, _ cursor: Cursor?
  ) async throws -> SnapshotID {
    if date == "latest" && cursor == nil {
      guard let latest = try await catalog.latest(of: kingdom) else {
        throw Problem.notFound("Kingdom \(kingdom) has no snapshot.")
      }
      return latest
    }
    guard let wanted = cursor?.date ?? SnapshotDate(date) else {
      throw Problem.badParameter("date", found: date, expected: "latest or YYYY-MM-DD")
    }
    let snapshot = SnapshotID(kingdom: kingdom, date: wanted)
    guard try await catalog.contains(snapshot) else {
      throw Problem.notFound("Kingdom \(kingdom) has no snapshot of \(wanted).")
    }
    return snapshot
  }

  func file(_ path: String, _ request: APIRequest) throws -> APIResponse {
    guard let file = files[path] else { throw Problem.notFound("There is nothing at this path.") }
    var response = try tagged(file.content, type: file.type, cache: "no-cache", request)
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

extension Leaderboard {
  /// A part of the entries.
  fileprivate func page(from offset: Int, limit: Int) -> Leaderboard {
    Leaderboard(
      snapshot: snapshot, metric: metric, totalPlayers: totalPlayers,
      entries: Array(entries.dropFirst(offset).prefix(limit)))
  }
}
