import HTTP
package import HTTPAPI
package import LiveAPI
import LiveBoards
import LiveScores
import ScoreLog
import WebSocket

/// The routes by which clients follow boards: WebSocket and server-sent events.
package struct UpdateService: Sendable {
  let service: LiveService
  let hub: UpdateHub
  private let origins: CORSPolicy

  /// - Parameters:
  ///   - service: takes the submissions of sockets, and knows the boards.
  ///   - hub: must be running, and observe the boards.
  ///   - origins: whose pages may open sockets, beside the server's own.
  package init(
    _ service: LiveService, hub: UpdateHub, allowing origins: CORSPolicy = .sameOrigin
  ) {
    self.service = service
    self.hub = hub
    self.origins = origins
  }

  /// In the order of the description.
  package var routes: [Route] { [socketRoute, eventRoute] }

  private var socketRoute: Route {
    Route(
      .get, "/ws", forms: [], isCrossOrigin: false,
      describedAs: OpenAPIOperation(
        "openSocket", tags: ["updates"], summary: "Follow leaderboards by WebSocket",
        description: """
          Texts with JSON in both directions, see `docs/live-updates.md`. `subscribe` is answered \
          with the leaderboard, and again when it changes: the changes of 100 ms are one message. \
          `submit` takes a score. Pages of other origins are rejected unless the server allows \
          them.
          """,
        responses: [.switching, .badRequest, .unknownToken, .foreignOrigin, .upgradeRequired]),
      action: .webSocket { request, handshake throws(ProblemDetails) in
        try open(request.request, handshake)
      })
  }

  private var eventRoute: Route {
    Route(
      .get, "/api/v1/leaderboards/{id}/events",
      parameters: [.board, .limit(service.limits), .resumedVersion], forms: [],
      describedAs: OpenAPIOperation(
        "listenToLeaderboard", tags: ["updates"], summary: "Follow a leaderboard by events",
        description: """
          Server-sent events. `leaderboard_update` has `entries`, `total_players`, `version` and \
          `period`; it comes at once, and when the leaderboard has changed. Its id is the version, \
          so that `Last-Event-ID` resumes. `leaderboard_deleted` is the last one.
          """,
        responses: [
          .eventStream, .badRequest, .tokenRequired, .forbiddenToken, .unknown, .tooManyRequests,
          .manySubscribers,
        ]),
      action: .stream { request throws(ProblemDetails) in try events(request) })
  }

  // MARK: Actions

  private func open(
    _ request: HTTPRequest, _ handshake: WebSocketHandshake
  ) throws(ProblemDetails) -> any WebSocketSession {
    let headers = request.headers
    let isOwn = OriginRule.allows(
      host: headers["host"], origin: headers["origin"], site: headers["sec-fetch-site"])
    guard isOwn || origins.allows(headers["origin"]) else { throw .foreignOrigin }
    let socket = UpdateSocket(
      self, caller: try service.access.caller(of: request), client: request.client,
      deflate: handshake.deflate)
    return WebSocketPeer(
      handshake, maxMessageBytes: hub.limits.messageBytes, handler: socket)
  }

  private func events(_ request: RouteRequest) throws(ProblemDetails) -> HTTPResponse {
    try service.access.caller(of: request.request).require(.read)
    let board = try board(request.path(LivePath.board))
    let limit = try service.limit(request)
    let asked = try request.query.value("version", expected: "a version") { Int64($0) }
    // A browser that reconnects repeats the query of its first request.
    let resumed = request.request.headers["last-event-id"].flatMap { Int64($0) } ?? asked
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/event-stream", "Cache-Control": CacheControl.never],
      stream: BodyStream(keepAlive: UpdateStream.keepAlive) {
        client, wake throws(ProblemDetails) in
        let stream = UpdateStream(hub, board: board, limit: limit, resumed: resumed, wake: wake)
        try stream.begin(board, from: client)
        return stream
      })
  }

  /// - Throws: a 404 problem if there is no such board.
  func board(_ id: BoardID) throws(ProblemDetails) -> Board {
    do throws(ScoreLogError) {
      return try service.boards.board(id)
    } catch {
      throw LiveService.problem(of: error)?.problem ?? .internalError
    }
  }

  /// Records the submissions of a socket.
  /// - Returns: the answer to each, in their order.
  func record(_ batch: [SubmissionQueue.Entry]) async -> [[UInt8]] {
    do {
      let results = try await service.submit(batch.map { .success($0.request) }) { _ in
        service.newKey()
      }
      return zip(batch, results).map { Answers.submitted($1, $0.requestID) }
    } catch {
      let problem = LiveService.problem(of: error)?.problem ?? .internalError
      return batch.map { Answers.error(problem, $0.requestID) }
    }
  }
}

extension CORSPolicy {
  fileprivate func allows(_ origin: String?) -> Bool {
    switch self {
    case .anyOrigin: true
    case .origins(let allowed): origin.map(allowed.contains) ?? false
    }
  }
}
