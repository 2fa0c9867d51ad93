import HTTP
import HTTPAPI
import JSON
import LiveBoards
import LiveScores
import RankIndex
import ScoreLog
import Time

extension LiveService {
  private static let maxPlayers = 100

  var playerRoutes: [Route] {
    [
      Route(
        .get, "/api/v1/leaderboards/{id}/player/{player_id}",
        parameters: [.board, .player, .details, .period],
        describedAs: .read(
          "getPlayer", tag: "players", "A player's rank and score", nil,
          .success(.player, meta: .meta())), action: readingPlayer),
      Route(
        .delete, "/api/v1/leaderboards/{id}/player/{player_id}", parameters: [.board, .player],
        describedAs: .change(
          "removePlayer", tag: "players", "Remove a player",
          """
          From all periods. The keys of the player's submissions stay known, so that a repeated \
          one does not bring a score back.
          """,
          answers: [
            .done(
              "The player is not on the leaderboard.",
              .success(
                .object([
                  "player_id": .playerID,
                  "removed": .boolean("Whether the player was on the leaderboard."),
                ])))
          ]),
        action: managing(BodyLimits(maxBytes: 0, type: nil)) { request, _ in
          let player = try request.player
          let isRemoved = try await boards.remove(player, from: request.board)
          return .done {
            $0.object {
              $0.member("player_id", player.text)
              $0.member("removed", isRemoved)
            }
          }
        }),
      Route(
        .get, "/api/v1/leaderboards/{id}/players",
        parameters: [
          .board,
          .query(
            "ids",
            ParameterDescription(
              isRequired: true,
              "1 to \(Self.maxPlayers) ids, separated by commas. An id with a comma is read alone.",
              schema: ["type": "string", "minLength": 1], example: "player1,player2")), .period,
        ],
        describedAs: .read(
          "getPlayers", tag: "players", "The ranks of some players",
          "In the order of the ids.",
          .success(
            .array(of: .entry), meta: .meta(["not_found": .array(of: .playerID)]))),
        action: readingRanks { try players($0, $1) }),
      Route(
        .get, "/api/v1/leaderboards/{id}/history/{player_id}",
        parameters: [.board, .player, .limit(limits), .cursor, .period],
        describedAs: .read(
          "getHistory", tag: "players", "A player's submissions", "The newest first.",
          .success(
            .array(of: .pastSubmission), meta: .object(["next_cursor": .nextCursor]))),
        action: reading { try await history($0) }),
    ]
  }

  // MARK: Actions

  private var readingPlayer: RouteAction {
    .answerAtOnce { request in
      guard request.query["details"] == nil else { return nil }
      return try readableViewAtOnce(request).map { try player(request, $0, nil) }
    } otherwise: { request in
      let details = try request.query.value("details", expected: "true or false") { Bool($0) }
      let view = try await readableView(request)
      guard details == true else { return try player(request, view, nil) }
      let player = try request.player
      guard let standing = try await boards.standing(of: player, in: view) else {
        throw ProblemDetails.notRanked(player)
      }
      return try self.player(request, view, standing)
    }
  }

  /// - Parameter standing: what the log knows of the player; `nil` if it was not asked.
  private func player(
    _ request: RouteRequest, _ view: BoardView, _ standing: Standing?
  ) throws -> HTTPResponse {
    let player = try request.player
    guard let (entry, comparison, page) = view.standing(of: player) else {
      throw ProblemDetails.notRanked(player)
    }
    // What the log knows may be of a later moment than the page.
    return .read(tag: standing == nil ? page.tag : nil) {
      $0.object {
        entry.writeMembers(to: &$0, page.scale)
        $0.key("percentile")
        if let percentile = comparison.percentile {
          $0.raw(Array("\(percentile)".utf8))
        } else {
          $0.null()
        }
        guard let standing else { return }
        $0.json("metadata", standing.metadata)
        $0.member("reached_at", standing.reachedAt.description)
        $0.member("submissions", standing.submissionCount)
      }
    } meta: {
      page.writeMeta(to: &$0)
    }
  }

  private func players(_ request: RouteRequest, _ view: BoardView) throws -> HTTPResponse {
    let expected = "1 to \(Self.maxPlayers) different ids of players, separated by commas"
    let ids = try request.query.value("ids", expected: expected) { text -> [PlayerID]? in
      let ids = text.split(separator: ",", omittingEmptySubsequences: false).map {
        try? PlayerID(String($0))
      }
      let valid = ids.compactMap { $0 }
      return valid.count == ids.count && ids.count <= Self.maxPlayers
        && Set(valid).count == ids.count ? valid : nil
    }
    guard let ids else { throw ProblemDetails.badParameter("ids", found: "", expected: expected) }
    let page = view.entries(of: ids)
    let found = Set(page.entries.map(\.player))
    return page.answer {
      $0.array("not_found") { for id in ids where !found.contains(id) { $0.value(id.text) } }
    }
  }

  private func history(_ request: RouteRequest) async throws -> HTTPResponse {
    let (limit, player) = (try limit(request), try request.player)
    let cursor = try request.query.value("cursor", expected: "a cursor of an answer") {
      Cursor($0, pinCount: 1)?.pins.first.flatMap { Int64($0) }
    }
    let view = try await view(request)
    let events = try await boards.history(of: player, in: view, before: cursor, limit: limit + 1)
    let page = events.prefix(limit)
    let next = page.last.map { Cursor(pins: ["\($0.sequence)"], offset: 0).text }
    return .read {
      $0.array { for event in page { event.write(to: &$0, view.board.definition.scale) } }
    } meta: {
      $0.member("next_cursor", events.count > limit ? next : nil)
    }
  }
}

extension LogEvent {
  fileprivate func write(to json: inout JSONWriter, _ scale: ScoreScale) {
    guard case .submission(let submission) = change else { return }
    json.object {
      $0.member("sequence", sequence)
      $0.member("at", at.description)
      $0.score("score", submission.score, scale)
      $0.score("before", submission.before, scale)
      $0.score("after", submission.after, scale)
      $0.json("metadata", submission.metadata)
      $0.member("submission_id", submission.key.text)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func json(_ name: String, _ json: [UInt8]?) {
    key(name)
    if let json { raw(json) } else { null() }
  }
}

extension RouteParameter {
  fileprivate static let details = query(
    "details",
    ParameterDescription(
      "Whether to add `metadata`, `reached_at` and `submissions`, which the log must be asked for.",
      schema: ["type": "boolean", "default": false]))
}

extension OpenAPINode {
  fileprivate static let player = schema(
    "Player",
    .object(
      [
        "rank": .integer(from: 1), "player_id": .playerID, "score": .score,
        "percentile": [
          "type": ["number", "null"], "minimum": 0, "maximum": 100,
          "description": "The share of worse scores and half of the equal ones.",
        ],
        "metadata": .metadata, "reached_at": .time,
        "submissions": .count("Those that changed nothing included."),
      ], optional: ["metadata", "reached_at", "submissions"]))

  fileprivate static let pastSubmission = schema(
    "PastSubmission",
    .object([
      "sequence": .integer(from: 1), "at": .time, "score": .score, "before": .nullable(.score),
      "after": .score, "metadata": .metadata, "submission_id": .submissionKey,
    ]))
}
