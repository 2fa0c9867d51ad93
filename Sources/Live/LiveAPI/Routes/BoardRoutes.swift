import HTTP
import HTTPAPI
import JSON
import LiveBoards
import LiveScores
import ScoreLog
import Time

extension LiveService {
  private static let bodyLimits = BodyLimits(maxBytes: 16 << 10, type: "application/json")
  private static let noBody = BodyLimits(maxBytes: 16 << 10, type: nil)

  var boardRoutes: [Route] {
    [
      Route(
        .post, "/api/v1/leaderboards",
        describedAs: .change(
          "createLeaderboard", tag: "leaderboards", "Create a leaderboard",
          body: .definition,
          answers: [
            .done(
              "The leaderboard.", .success(.board), status: 201, example: .boardExample,
              headers: ["Location": ["schema": .string()]])
          ], and: [.exists]),
        action: managing(Self.bodyLimits) { _, body in
          let board = try await boards.create(try BoardRequest.definition(body: body))
          var answer = self.answer(board, status: 201)
          answer.headers.add("Location", "/api/v1/leaderboards/\(board.id.text)")
          return answer
        }),
      Route(
        .get, "/api/v1/leaderboards", parameters: [.limit(limits), .cursor],
        describedAs: .read(
          "listLeaderboards", tag: "leaderboards", "List leaderboards",
          "In the order of their ids.",
          .success(
            .array(of: .board), meta: .object(["total": .count(), "next_cursor": .nextCursor]))),
        action: reading { try list($0) }),
      Route(
        .get, "/api/v1/leaderboards/{id}", parameters: [.board],
        describedAs: .read(
          "getLeaderboard", tag: "leaderboards", "A leaderboard's definition", nil,
          .success(.board), example: .boardExample),
        action: reading { request in
          let board = try boards.board(request.board)
          return .read { board.write(to: &$0, period: boards.period(of: board)) }
        }),
      Route(
        .patch, "/api/v1/leaderboards/{id}", parameters: [.board],
        describedAs: .change(
          "changeLeaderboard", tag: "leaderboards", "Change a leaderboard",
          "Sort order, update mode, scale and schedule never change, since scores depend on them.",
          body: .boardChange, answers: [.done("The leaderboard.", .success(.board))]),
        action: managing(Self.bodyLimits) { request, body in
          answer(try await boards.change(request.board, try BoardRequest.change(body: body)))
        }),
      Route(
        .delete, "/api/v1/leaderboards/{id}", parameters: [.board],
        describedAs: .change(
          "deleteLeaderboard", tag: "leaderboards", "Delete a leaderboard",
          "A leaderboard that is created under the same id has none of its scores.",
          answers: [
            .done(
              "The leaderboard is deleted.",
              .success(.object(["id": .boardID, "deleted": .boolean()])))
          ]),
        action: managing(Self.noBody) { request, _ in
          let board = try await boards.delete(request.board)
          return .done {
            $0.object {
              $0.member("id", board.id.text)
              $0.member("deleted", true)
            }
          }
        }),
      Route(
        .post, "/api/v1/leaderboards/{id}/reset", parameters: [.board],
        describedAs: .change(
          "resetLeaderboard", tag: "leaderboards", "Begin a new period",
          "The scores of the period that ends stay readable.",
          answers: [.done("The leaderboard.", .success(.board))]),
        action: managing(Self.noBody) { request, _ in
          answer(try await boards.reset(request.board))
        }),
    ]
  }

  // MARK: Actions

  /// An action of clients that may read.
  func reading(
    _ work: @escaping @Sendable (RouteRequest) async throws -> HTTPResponse
  ) -> RouteAction {
    .answer { request in
      try access.caller(of: request.request).require(.read)
      return try await work(request)
    }
  }

  /// An action of clients that may manage.
  func managing(
    _ limits: BodyLimits,
    _ work: @escaping @Sendable (RouteRequest, [UInt8]) async throws -> HTTPResponse
  ) -> RouteAction {
    .collect(limits) { request throws(ProblemDetails) in
      try access.caller(of: request.request).require(.manage)
      return .awaited { body in
        guard limits.type != nil || body.isEmpty else { throw ProblemDetails.unexpectedBody }
        return try await work(request, body)
      }
    }
  }

  private func answer(_ board: Board, status: Int = 200) -> HTTPResponse {
    .done(status: status) { board.write(to: &$0, period: boards.period(of: board)) }
  }

  private func list(_ request: RouteRequest) throws -> HTTPResponse {
    let limit = try limit(request)
    let last = try request.query.value("cursor", expected: "a cursor of an answer") {
      ListCursor($0)
    }
    let all = boards.boards
    let rest = last.map { last in all.drop { $0.id <= last.id } } ?? all[...]
    let page = rest.prefix(limit)
    return .read { json in
      json.array { for board in page { board.write(to: &$0, period: boards.period(of: board)) } }
    } meta: {
      $0.member("total", all.count)
      $0.member(
        "next_cursor", page.count < rest.count ? page.last.map { ListCursor(id: $0.id).text } : nil)
    }
  }
}

/// The place in the list of boards behind an id.
private struct ListCursor {
  let id: BoardID

  init(id: BoardID) { self.id = id }

  init?(_ text: String) {
    guard let cursor = Cursor(text, pinCount: 1), let id = try? BoardID(cursor.pins[0]) else {
      return nil
    }
    self.id = id
  }

  var text: String { Cursor(pins: [id.text], offset: 0).text }
}
