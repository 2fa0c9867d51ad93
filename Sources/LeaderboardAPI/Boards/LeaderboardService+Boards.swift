import DataLake
import Querying
import Rankings

extension LeaderboardService {
  func leaderboard(
    _ question: BoardQuestion, as form: AnswerForm
  ) async throws -> APIResponse {
    let page = try await page(question)
    let cache = question.isDated ? Self.minutes : Self.shortly
    switch form {
    case .json: return try json(cache: cache) { page.write(to: &$0) }.varyingByAccept()
    case .csv:
      let snapshot = page.board.snapshot
      let name = "kingdom-\(snapshot.kingdom)-\(question.metric.rawValue)-\(snapshot.date)"
      return try csv(page.table, name: name, cache: cache).varyingByAccept()
    }
  }

  private func page(_ question: BoardQuestion) async throws -> BoardPage {
    let upload = try await upload(of: question.kingdom, question.date)
    let pin = Cursor.Pin(date: upload.snapshot.date, runID: upload.runID)
    if let cursor = question.cursor, cursor.pins != [pin] {
      throw Problem.snapshotReplaced("The snapshot of \(pin.date)")
    }
    let span = try await span(question, in: upload)
    let rest = try await rest(of: question, from: span, in: upload)
    let page = rest.page(from: 0, limit: span.count)
    return BoardPage(
      board: page, rankedPlayers: upload.rankedPlayers[question.metric],
      previousCursor: try span.previous([pin]),
      nextCursor: try span.next(ofFound: rest.entries.count, [pin]),
      comparison: try await comparison(question, of: page))
  }

  /// The page, and one entry more where there is one.
  private func rest(
    of question: BoardQuestion, from span: PageSpan, in upload: SnapshotSummary
  ) async throws -> Leaderboard {
    guard let search = question.search else {
      return try await engine.board(
        question.metric, of: upload, from: span.offset, limit: span.wanted)
    }
    return try await engine.board(
      question.metric, of: upload, matching: search, from: span.offset, limit: span.wanted)
  }

  private func span(
    _ question: BoardQuestion, in upload: SnapshotSummary
  ) async throws -> PageSpan {
    guard let id = question.around else {
      return PageSpan(question.cursor, limit: question.limit)
    }
    guard let place = try await engine.place(of: id, by: question.metric, in: upload) else {
      throw Problem.notFound(
        "The player \(id) has no rank by \(question.metric.rawValue) on \(upload.snapshot.date).",
        code: "player_not_ranked")
    }
    guard place < BoardQuestion.greatestDepth else {
      throw Problem.notFound(
        """
        The player \(id) stands beyond the first \(BoardQuestion.greatestDepth) of the board; \
        the player's own page tells the rank.
        """, code: "beyond_greatest_depth")
    }
    return PageSpan(around: place, limit: question.limit)
  }

  private func comparison(
    _ question: BoardQuestion, of page: Leaderboard
  ) async throws -> BoardPage.Comparison? {
    let earlier: SnapshotSummary?
    switch question.comparison {
    case nil: return nil
    case .date(let date):
      earlier = try await engine.summary(
        of: SnapshotID(kingdom: question.kingdom, date: date))
    case .latest, .previous:
      earlier = try await latest(of: question.kingdom, before: page.snapshot.date)
    }
    guard let earlier else { return BoardPage.Comparison(date: nil, ranks: [:]) }
    let ranks = try await engine.ranks(
      of: Set(page.entries.map(\.id)), by: question.metric, in: earlier)
    return BoardPage.Comparison(date: earlier.snapshot.date, ranks: ranks)
  }
}
