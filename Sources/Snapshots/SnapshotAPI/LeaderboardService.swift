import JSON
package import SnapshotQueries

/// Answers requests: the one API behind every server.
package struct LeaderboardService: Sendable {
  let catalog: SnapshotCatalog
  var uploads: UploadCatalog { catalog.uploads }
  let engine: any QueryEngine
  let files: @Sendable () -> [String: StaticFile]
  let cors: CORSPolicy
  /// What this server can do beside answering, as `/v1/health` tells.
  let features: Set<ServerFeature>
  private let gzip: GzipCoder
  private let plainAnswers: PlainAnswerLimits?
  let report: @Sendable (any Error) -> Void

  /// - Parameters:
  ///   - files: what is served beside the API, by path without the leading slash; "" is the page.
  ///     Asked for once one of them is wanted.
  ///   - cors: whose pages may read the answers.
  ///   - features: what the server around it can do beside answering.
  ///   - gzip: what compresses the answers; one may serve several services.
  ///   - plainAnswers: what is sent without gzip, where what is sent is paid for by its bytes; as
  ///     clients prefer it unless told.
  ///   - report: told of every error whose reason is kept from the client.
  package init(
    catalog: SnapshotCatalog, engine: any QueryEngine,
    files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowing cors: CORSPolicy = .anyOrigin, features: Set<ServerFeature> = [],
    compressingWith gzip: GzipCoder = GzipCoder(),
    plainAnswers: PlainAnswerLimits? = nil,
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.catalog = catalog
    self.engine = engine
    self.files = files
    self.cors = cors
    self.features = features
    self.gzip = gzip
    self.plainAnswers = plainAnswers
    self.report = report
  }

  /// The answer in the form that the client takes: compressed, or 304 where it has it already.
  ///
  /// Never throws: whatever goes wrong is an answer of its own.
  ///
  /// The answer to HEAD has the body of GET, so that a server can tell its length; it must not
  /// send it.
  /// - Parameter limit: how long the answer may take; what is late is given up and becomes 504.
  package func respond(
    to request: APIRequest, within limit: Duration? = nil
  ) async -> APIResponse {
    var response: APIResponse
    do {
      response = try await answer(request, within: limit)
    } catch {
      response = self.response(for: error)
    }
    response.headers += commonHeaders(for: request)
    return Representation(
      of: response, for: request, gzip: gzip, maxPlainBytes: plainAnswers?.maxBytes
    ).response
  }

  /// What every answer has, those to errors too, whoever gives them.
  package func commonHeaders(for request: APIRequest) -> [(name: String, value: String)] {
    cors.headers(for: request.headers["origin"]) + [
      ("Access-Control-Expose-Headers", "Content-Disposition, ETag, Retry-After"),
      ("X-Content-Type-Options", "nosniff"),
    ]
  }

  private func answer(
    _ request: APIRequest, within limit: Duration?
  ) async throws -> APIResponse {
    guard let limit else { return try await answer(request) }
    return try await withThrowingTaskGroup(of: APIResponse?.self) { group in
      group.addTask { try await answer(request) }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let answer = first else {
        throw ProblemDetails.queryTimedOut
      }
      return answer
    }
  }

  private func answer(_ request: APIRequest) async throws -> APIResponse {
    switch request.method {
    case "GET", "HEAD": break
    case "OPTIONS": return preflight
    default:
      throw ProblemDetails.methodNotAllowed(
        request.method, expected: "GET or HEAD", allowed: "GET, HEAD, OPTIONS")
    }
    switch try RequestedPath(request.path) {
    case .file(let path):
      return try file(path)
    case .route(let route):
      var query = try QueryParameters(request.query, knowing: route.parameters)
      if !AcceptEncoding(request.headers["accept-encoding"]).takesGzip {
        query.maxPlainNumber = plainAnswers?.maxLimit
      }
      let form = try AnswerForm(route.format, request, offered: route.forms)
      return try await onceMoreIfReplaced { try await answer(to: route, query, as: form) }
    }
  }

  private func answer(
    to route: Route, _ query: QueryParameters, as form: AnswerForm
  ) async throws -> APIResponse {
    switch route {
    case .health: try health()
    case .kingdoms: try await kingdoms()
    case .snapshots(let kingdom): try await snapshots(of: kingdom)
    case .leaderboard(let kingdom, let metric, _):
      try await leaderboard(try BoardQuery(metric, of: kingdom, query), as: form)
    case .gains(let kingdom, let metric, _):
      try await gains(try GainsRequest(metric, of: kingdom, query), as: form)
    case .players(let kingdom): try await players(of: kingdom, query)
    case .player(let kingdom, let id): try await player(id, of: kingdom, query)
    case .history(let kingdom, let id): try await history(of: id, in: kingdom, query)
    case .uploads(let kingdom): try await uploads(of: kingdom, query)
    case .report(let kingdom, let date, let run):
      try await report(of: kingdom, UploadCatalog.Run(date: date, run: run))
    }
  }

  private func health() throws -> APIResponse {
    try json(cache: "no-store") {
      $0.object {
        $0.member("status", "ok")
        $0.array("features") { for feature in features.sorted() { $0.value(feature.rawValue) } }
      }
    }
  }
}

/// What is sent without gzip where every byte that is sent is paid for.
package struct PlainAnswerLimits: Hashable, Sendable {
  /// The greatest `limit` for clients that refuse gzip.
  package var maxLimit = 100
  /// From here on an answer is compressed for every client that takes gzip, even for one that says
  /// nothing or prefers the plain form.
  package var maxBytes = 32 << 10

  package init() {}
}
