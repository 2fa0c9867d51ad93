import Datasets
import HTTPAPI
import Leaderboards
import SnapshotQueries

extension SnapshotService {
  func leaderboard(_ request: RouteRequest) async throws -> HTTPResponse {
    let query = try BoardQuery(request)
    let page = try await page(query)
    let cache = query.isDated ? CacheControl.minutes : CacheControl.shortly
    switch request.form {
    case .json:
      return HTTPResponse.json(cache: cache) { page.write(to: &$0) }.varyingByAccept()
    case .csv:
      let snapshot = page.board.snapshot
      let name = "kingdom-\(snapshot.kingdom)-\(query.metric.rawValue)-\(snapshot.date)"
      return HTTPResponse.csv(page.table, name: name, cache: cache).varyingByAccept()
    }
  }

  private func page(_ query: BoardQuery) async throws -> BoardPage {
    let header = try await header(of: query.kingdom, query.date)
    if let cursor = query.cursor, cursor.pins != header.pins {
      throw ProblemDetails.snapshotReplaced("The snapshot of \(header.snapshot.date)")
    }
    let span = try await span(query, in: header)
    let rest = try await rest(of: query, from: span, in: header)
    let page = rest.page(from: 0, limit: span.count)
    return BoardPage(
      board: page, rankedPlayers: header.rankedPlayers[query.metric],
      previousCursor: span.previous(header.pins),
      nextCursor: span.next(ofFound: rest.entries.count, header.pins),
      comparison: try await comparison(query, of: page))
  }

  /// The page, and one more entry if there is one.
  private func rest(
    of query: BoardQuery, from span: PageSpan, in header: SnapshotHeader
  ) async throws -> Leaderboard {
    guard let search = query.search else {
      return try await engine.board(
        query.metric, of: header, from: span.offset, limit: span.wanted)
    }
    return try await engine.board(
      query.metric, of: header, matching: search, from: span.offset, limit: span.wanted)
  }

  private func span(
    _ query: BoardQuery, in header: SnapshotHeader
  ) async throws -> PageSpan {
    guard let id = query.around else {
      return PageSpan(query.cursor, limit: query.limit)
    }
    guard let place = try await engine.place(of: id, by: query.metric, in: header) else {
      throw ProblemDetails.notFound(
        "The player \(id) has no rank by \(query.metric.rawValue) on \(header.snapshot.date).",
        code: "player_not_ranked")
    }
    guard place < BoardQuery.maxDepth else {
      throw ProblemDetails.notFound(
        """
        The player \(id) is below the first \(BoardQuery.maxDepth) entries of the board; the \
        player's own resource has the rank.
        """, code: "beyond_greatest_depth")
    }
    return PageSpan(around: place, limit: query.limit)
  }

  private func comparison(
    _ query: BoardQuery, of page: Leaderboard
  ) async throws -> BoardPage.Comparison? {
    let earlier: SnapshotHeader?
    switch query.comparison {
    case nil: return nil
    case .date(let date):
      earlier = try await engine.header(
        of: SnapshotID(kingdom: query.kingdom, date: date))
    case .latest, .previous:
      earlier = try await latest(of: query.kingdom, before: page.snapshot.date)
    }
    guard let earlier else { return BoardPage.Comparison(date: nil, ranks: [:]) }
    let ranks = try await engine.ranks(
      of: Set(page.entries.map(\.id)), by: query.metric, in: earlier)
    return BoardPage.Comparison(date: earlier.snapshot.date, ranks: ranks)
  }
}
