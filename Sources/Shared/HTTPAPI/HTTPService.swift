package import HTTP

/// Answers the requests of one API: what every server does for every route.
package struct HTTPService: Sendable {
  /// What an error of a route is to the client, and whether its reason is worth telling to the
  /// owner; `nil` for an error that the route does not know.
  package typealias ProblemMapping =
    @Sendable (any Error) -> (problem: ProblemDetails, isOurs: Bool)?

  private let router: Router
  private let document: OpenAPIDocument
  private let files: @Sendable () -> [String: StaticFile]
  private let cors: CORSPolicy
  private let gzip: GzipCoder
  private let plainAnswers: PlainAnswerLimits?
  private let problem: ProblemMapping
  private let report: @Sendable (any Error) -> Void

  /// - Parameters:
  ///   - routes: in the order in which they are described.
  ///   - info: what the description says of the API as a whole.
  ///   - files: what is served beside the routes, by path without the leading slash; "" is the
  ///     page. Asked for once one of them is wanted.
  ///   - cors: whose pages may read the answers.
  ///   - gzip: what compresses the answers; one may serve several services.
  ///   - plainAnswers: what is sent without gzip, where what is sent is paid for by its bytes; as
  ///     clients prefer it unless told.
  ///   - problem: what the errors of the routes are to clients.
  ///   - report: told of every error whose reason is kept from the client.
  package init(
    routes: [Route], describedBy info: OpenAPIInfo,
    files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowing cors: CORSPolicy = .anyOrigin, compressingWith gzip: GzipCoder = GzipCoder(),
    plainAnswers: PlainAnswerLimits? = nil,
    problem: @escaping ProblemMapping = { _ in nil },
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    router = Router(routes)
    document = OpenAPIDocument(info: info, routes: routes)
    self.files = files
    self.cors = cors
    self.gzip = gzip
    self.plainAnswers = plainAnswers
    self.problem = problem
    self.report = report
  }

  /// The answer in the form that the client takes: compressed, or 304 where it has it already.
  ///
  /// Never throws: whatever goes wrong is an answer of its own.
  ///
  /// The answer to HEAD has the body of GET, so that a server can tell its length; it must not
  /// send it.
  /// - Parameters:
  ///   - limit: how long the answer may take; what is late is given up and becomes 504.
  ///   - report: told of errors instead of whom the service was made with.
  package func respond(
    to request: HTTPRequest, within limit: Duration? = nil,
    reportingTo report: (@Sendable (any Error) -> Void)? = nil
  ) async -> HTTPResponse {
    var response: HTTPResponse
    do {
      response = try await answer(request, within: limit)
    } catch {
      response = self.response(for: error, reportingTo: report ?? self.report)
    }
    response.headers.append(commonHeaders(for: request))
    return Representation(
      of: response, for: request, gzip: gzip, maxPlainBytes: plainAnswers?.maxBytes
    ).response
  }

  /// The answer to a request that no route is asked about.
  package func refuse(
    _ problem: ProblemDetails, of request: HTTPRequest? = nil
  ) -> HTTPResponse {
    complete(problem.response, for: request ?? HTTPRequest(path: "/"))
  }

  /// The answer with what all answers have.
  package func complete(_ response: HTTPResponse, for request: HTTPRequest) -> HTTPResponse {
    var response = response
    response.headers.append(commonHeaders(for: request))
    return response
  }

  /// What every answer has, those to errors too, whoever gives them.
  package func commonHeaders(for request: HTTPRequest) -> HTTPFields {
    var headers = cors.headers(for: request.headers["origin"])
    headers.add("Access-Control-Expose-Headers", "Content-Disposition, ETag, Retry-After")
    headers.add("X-Content-Type-Options", "nosniff")
    return headers
  }

  /// An error as an answer; what is kept from the client is reported.
  private func response(
    for error: any Error, reportingTo report: (any Error) -> Void
  ) -> HTTPResponse {
    let (problem, isOurs) =
      switch error {
      case let problem as ProblemDetails: (problem, false)
      // Nobody waits for the answer any more.
      case is CancellationError: (ProblemDetails.queryTimedOut, false)
      default: problem(error) ?? (.internalError, true)
      }
    if isOurs { report(error) }
    return problem.response
  }
}

// MARK: Answering

extension HTTPService {
  private func answer(
    _ request: HTTPRequest, within limit: Duration?
  ) async throws -> HTTPResponse {
    guard let limit else { return try await answer(request) }
    return try await withThrowingTaskGroup(of: HTTPResponse?.self) { group in
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

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    switch try router.target(of: request) {
    case .methods(let resource): return .preflight(resource.allowed)
    case .file(OpenAPIDocument.path): return try document.response
    case .file(let path):
      guard let file = files()[path] else { throw ProblemDetails.nothingHere }
      return try file.response
    case .route(let route, let matches):
      let routed = try read(request, route, matches)
      switch route.action {
      case .answer(let answer): return try await answer(routed)
      case .stream(let begin): return try begin(routed)
      case .receive(let receive): return try await takeWhole(request, try receive(routed))
      case .webSocket: throw ProblemDetails.upgradeRequired
      case .notOffered(let reason): throw ProblemDetails.notFound(reason)
      }
    }
  }

  /// Reads what a route takes: the path first, then the query, then the form of the answer.
  private func read(
    _ request: HTTPRequest, _ route: Route, _ matches: [PathMatch]
  ) throws(ProblemDetails) -> RouteRequest {
    try route.check(matches)
    var query = try QueryParameters(request.query, knowing: route.queryNames)
    if !AcceptEncoding(request.headers["accept-encoding"]).takesGzip {
      query.maxPlainNumber = plainAnswers?.maxLimit
    }
    let form =
      route.forms.isEmpty ? .json : try AnswerForm(preferredBy: request, of: route.forms)
    return RouteRequest(request, query: query, form: form, matches: matches)
  }

  /// Gives a body that came with the request to whoever takes bodies in while they come.
  private func takeWhole(
    _ request: HTTPRequest, _ reception: BodyReception
  ) async throws -> HTTPResponse {
    let receiver = try reception.begin(request.client) { _ in }
    let taken: Result<Void, ProblemDetails> = await withCheckedContinuation { continuation in
      do throws(ProblemDetails) {
        try receiver.receive(request.body) { continuation.resume(returning: $0) }
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
    do {
      try taken.get()
    } catch {
      receiver.cancel()
      throw error
    }
    return await (try receiver.finish())()
  }
}

// MARK: Requests whose answer is not worked out as a whole

extension HTTPService {
  /// Judges a request by its head, without waiting for anything.
  package func disposition(of request: HTTPRequest) -> RequestDisposition {
    guard let path = try? RequestPath(request.path),
      let (resource, matches) = router.resource(at: path)
    else { return .answer }
    do throws(ProblemDetails) {
      if let reason = resource.absence { throw .notFound(reason) }
      if request.method == .options {
        return resource.isCrossOrigin ? .answer : .respond(.sameOriginPreflight(resource.allowed))
      }
      let route = try resource.route(for: request.method)
      switch route.action {
      case .answer, .notOffered: return .answer
      case .stream(let begin):
        return .stream(complete(try begin(try read(request, route, matches)), for: request))
      case .receive(let receive):
        return .receive(try receive(try read(request, route, matches)))
      case .webSocket(let open):
        guard request.asksForWebSocket else { throw .upgradeRequired }
        return .webSocket(try open(try read(request, route, matches)))
      }
    } catch {
      return resource.answersWhole ? .answer : .respond(refuse(error, of: request))
    }
  }
}

extension Resource {
  /// Whether an answer to it, also one that refuses, is made as a whole and compressed.
  fileprivate var answersWhole: Bool {
    routes.contains { if case .answer = $0.action { true } else { false } }
  }
}

extension HTTPRequest {
  fileprivate var asksForWebSocket: Bool {
    headers["upgrade"]?.lowercased() == "websocket"
  }
}

/// What is sent without gzip where every byte that is sent is paid for.
package struct PlainAnswerLimits: Hashable, Sendable {
  /// The max `limit` for clients that refuse gzip.
  package var maxLimit = 100
  /// From here on an answer is compressed for every client that takes gzip, even for one that says
  /// nothing or prefers the plain form.
  package var maxBytes = 32 << 10

  package init() {}
}
