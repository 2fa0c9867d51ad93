import Failures
import HTTP
import HTTPAPI
import JSON
import LiveBoards
import LiveScores
import RankIndex
import ScoreLog

extension LiveService {
  /// Max places of a range.
  private static let maxRange = 1_000

  var rankingRoutes: [Route] {
    let entries = OpenAPINode.array(of: .entry)
    return [
      Route(
        .get, "/api/v1/leaderboards/{id}/top",
        parameters: [.board, .limit(limits), .cursor, .period],
        describedAs: .read(
          "getTop", tag: "ranks", "The best players", nil,
          .success(entries, meta: .meta(["next_cursor": .nextCursor])), example: .topExample),
        action: reading { try await top($0, of: $0.board) }),
      Route(
        .get, "/api/v1/leaderboards/{id}/range",
        parameters: [
          .board, .place("start", "The first place, from 1."),
          .place("end", "The last place, which belongs to the range."), .period,
        ],
        describedAs: .read(
          "getRange", tag: "ranks", "The players from one place to another", nil,
          .success(entries, meta: .meta())),
        action: readingRanks { try range($0, $1) }),
      Route(
        .get, "/api/v1/leaderboards/{id}/around/{player_id}",
        parameters: [.board, .player, .neighbors, .period],
        describedAs: .read(
          "getAround", tag: "ranks", "A player with the neighbors", nil,
          .success(entries, meta: .meta())),
        action: readingRanks { try around($0, $1) }),
      Route(
        .get, "/api/v1/leaderboards/{id}/around-score/{score}",
        parameters: [.board, .score, .neighbors, .period],
        describedAs: .read(
          "getAroundScore", tag: "ranks", "The players around a score", nil,
          .success(
            entries,
            meta: .meta([
              "rank": .integer(from: 1, description: "That the score has, or would have.")
            ]))),
        action: readingRanks { try aroundScore($0, $1) }),
      Route(
        .get, "/api/v1/leaderboards/{id}/stats", parameters: [.board, .period],
        describedAs: .read(
          "getStatistics", tag: "ranks", "Statistics of the scores",
          "Of all players, those beyond `max_entries` included.",
          .success(.statistics, meta: .meta())),
        action: readingRanks { statistics($1) }),
      Route(
        .get, "/api/v1/leaderboards/{id}/periods", parameters: [.board],
        describedAs: .read(
          "listPeriods", tag: "ranks", "The periods that have scores, and the current one",
          "The newest first.",
          .success(
            .array(
              of: .object([
                "id": .periodID, "start": .nullable(.time), "end": .nullable(.time),
                "current": .boolean(),
              ])))),
        action: reading { try await periods($0) }),
    ]
  }

  /// An action of clients that may read, which needs nothing but the ranks of a board: it is done
  /// at once if they are at hand.
  func readingRanks(
    _ work: @escaping @Sendable (RouteRequest, BoardView) throws -> HTTPResponse
  ) -> RouteAction {
    .answerAtOnce { request in
      try readableViewAtOnce(request).map { try work(request, $0) }
    } otherwise: { request in
      try work(request, try await readableView(request))
    }
  }

  /// The board of a request whose client may read it; `nil` if its ranks are not at hand.
  func readableViewAtOnce(_ request: RouteRequest) throws -> BoardView? {
    guard request.query["period"] == nil, let view = try boards.currentView(of: request.board)
    else { return nil }
    try access.caller(of: request.request).require(.read)
    return view
  }

  /// The board and the period of a request whose client may read it.
  func readableView(_ request: RouteRequest) async throws -> BoardView {
    try access.caller(of: request.request).require(.read)
    return try await view(request)
  }

  /// The board and the period of a request.
  func view(_ request: RouteRequest) async throws -> BoardView {
    try await view(request, of: request.board)
  }

  private func view(_ request: RouteRequest, of board: BoardID) async throws -> BoardView {
    let period = try period(request)
    return try await boards.view(of: board, period: period.map { .named($0) } ?? .current)
  }

  func period(_ request: RouteRequest) throws(ProblemDetails) -> PeriodID? {
    try request.query.value(
      "period", expected: "all, or the start of a period such as 2026-11-30T00:00:00Z"
    ) { PeriodID($0) }
  }

  // MARK: Actions

  func top(_ request: RouteRequest, of board: BoardID) async throws -> HTTPResponse {
    let limit = try limit(request)
    guard let cursor = try cursor(request) else {
      return top(try await view(request, of: board).entries(in: 1..<(limit + 1)))
    }
    let view = try await boards.view(of: board, period: .named(cursor.period))
    guard view.board.number == cursor.board else { throw ProblemDetails.cursorGone }
    return top(
      view.entries(behindScore: cursor.score, sequence: cursor.sequence, count: limit))
  }

  private func top(_ page: BoardPage) -> HTTPResponse {
    page.answer {
      $0.member("next_cursor", PlaceCursor(after: page)?.text)
    }
  }

  private func cursor(_ request: RouteRequest) throws(ProblemDetails) -> PlaceCursor? {
    let cursor = try request.query.value("cursor", expected: "a cursor of an answer") {
      PlaceCursor($0)
    }
    if let cursor, let period = try period(request), period != cursor.period {
      throw .badParameter("period", found: period.text, expected: cursor.period.text)
    }
    return cursor
  }

  private func range(_ request: RouteRequest, _ view: BoardView) throws -> HTTPResponse {
    let query = request.query
    let start = try query.number("start", in: 1...RouteParameter.maxPlace, default: 1)
    let end = try query.number(
      "end", in: 1...RouteParameter.maxPlace, default: start + limits.defaultLimit - 1)
    guard end >= start, end - start < Self.maxRange else {
      throw ProblemDetails.badParameter(
        "end", found: String(end),
        expected: "start \(start) or more, and at most \(Self.maxRange) places")
    }
    return view.entries(in: start..<(end + 1)).answer()
  }

  private func around(_ request: RouteRequest, _ view: BoardView) throws -> HTTPResponse {
    let (neighbors, player) = (try neighbors(request), try request.player)
    let page = view.entries(around: player, before: neighbors, after: neighbors)
    guard !page.entries.isEmpty else { throw ProblemDetails.notRanked(player) }
    return page.answer()
  }

  private func aroundScore(_ request: RouteRequest, _ view: BoardView) throws -> HTTPResponse {
    let neighbors = try neighbors(request)
    let score = try view.board.definition.units(request.path(LivePath.score))
    let page = view.entries(aroundScore: score, before: neighbors, after: neighbors)
    let comparison = view.comparison(withScore: score).value
    return .read {
      page.writeEntries(to: &$0)
    } meta: {
      page.writeMeta(to: &$0)
      $0.member("rank", comparison.rank)
    }
  }

  private func statistics(_ view: BoardView) -> HTTPResponse {
    let reading = view.statistics
    let page = BoardPage(
      board: view.board, period: view.period, entries: [], total: reading.count,
      version: view.version(of: reading))
    return .read(tag: page.tag) {
      reading.value.write(to: &$0, scale: page.scale)
    } meta: {
      page.writeMeta(to: &$0)
    }
  }

  private func periods(_ request: RouteRequest) async throws -> HTTPResponse {
    let id = try request.board
    let current = boards.period(of: try boards.board(id))
    var periods = try await boards.periods(of: id)
    if periods.last?.id != current.id { periods.append(current) }
    return .read {
      $0.array {
        for period in periods.reversed() {
          $0.object {
            period.writeMembers(to: &$0)
            $0.member("current", period.id == current.id)
          }
        }
      }
    }
  }
}

/// The place behind an entry, whether or not it stands there any more.
private struct PlaceCursor {
  let board: Int64
  let period: PeriodID
  let score: Int64
  let sequence: Int64

  /// - Returns: `nil` if nothing comes after a page.
  init?(after page: BoardPage) {
    guard let last = page.entries.last, last.place < page.total else { return nil }
    (board, period) = (page.board.number, page.period.id)
    (score, sequence) = (last.score, last.sequence)
  }

  init?(_ text: String) {
    guard let cursor = Cursor(text, pinCount: 4), let board = Int64(cursor.pins[0]),
      let period = PeriodID(cursor.pins[1]),
      let score = Int64(cursor.pins[2]), let sequence = Int64(cursor.pins[3])
    else { return nil }
    (self.board, self.period, self.score, self.sequence) = (board, period, score, sequence)
  }

  var text: String {
    Cursor(pins: ["\(board)", period.text, "\(score)", "\(sequence)"], offset: 0).text
  }
}

extension BoardDefinition {
  /// A score of a path in units.
  /// - Throws: `RequestError`.
  func units(_ score: String) throws(RequestError) -> Int64 {
    do throws(LiveError) {
      return try scale.units(score)
    } catch {
      throw RequestError(error, in: "")
    }
  }
}

extension RouteParameter {
  static let maxPlace = 1_000_000_000

  fileprivate static func place(_ name: String, _ text: String) -> RouteParameter {
    query(name, ParameterDescription(text, schema: .integer(from: 1, to: maxPlace), example: 10))
  }
}

extension ProblemDetails {
  fileprivate static let cursorGone = ProblemDetails(
    status: 410, code: "cursor_gone", title: "Cursor gone",
    detail: "The leaderboard of the cursor was deleted.")
}
