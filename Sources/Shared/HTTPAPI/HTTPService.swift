package import HTTP
import WebSocket

/// Answers the requests of one API: everything that is the same for every route and server.
package final class HTTPService: Sendable {
  /// Translates an error of a route to a problem, and whether to report it to the owner; `nil` for
  /// an unknown error.
  package typealias ProblemMapping =
    @Sendable (any Error) -> (problem: ProblemDetails, isOurs: Bool)?

  private let router: Router
  private let document: OpenAPIDocument
  private let files: @Sendable () -> [String: StaticFile]
  private let cors: CORSPolicy
  /// The common headers of requests without an origin, which are most.
  private let commonHeaders: HTTPFields
  private let gzip: GzipCoder
  private let plainAnswers: PlainAnswerLimits?
  private let requestHeaders: [String]
  private let problemMembers: [ProblemMember]
  private let problem: ProblemMapping
  private let report: @Sendable (any Error) -> Void

  /// - Parameters:
  ///   - routes: in the order of the description.
  ///   - info: the description's general part.
  ///   - files: served beside the routes, by path without the leading slash; "" is the page. Called
  ///     when one of them is first requested.
  ///   - cors: the origins that may read the answers.
  ///   - gzip: compresses the answers; may be shared by several services.
  ///   - plainAnswers: a limit for answers without gzip, if sent bytes cost money; by default the
  ///     client's preference decides.
  ///   - requestHeaders: headers that pages of other origins may send.
  ///   - problemMembers: members of every problem.
  ///   - problem: translates the errors of the routes.
  ///   - report: called with every error that is not shown to the client.
  package init(
    routes: [Route], describedBy info: OpenAPIInfo,
    files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowing cors: CORSPolicy = .anyOrigin, compressingWith gzip: GzipCoder = GzipCoder(),
    plainAnswers: PlainAnswerLimits? = nil, requestHeaders: [String] = ["If-None-Match"],
    problemMembers: [ProblemMember] = [],
    problem: @escaping ProblemMapping = { _ in nil },
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    router = Router(routes)
    document = OpenAPIDocument(
      info: info, routes: routes,
      problemMembers: problemMembers.map { (name: $0.name, node: $0.schema) })
    self.files = files
    self.cors = cors
    commonHeaders = Self.commonHeaders(cors, for: nil)
    self.gzip = gzip
    self.plainAnswers = plainAnswers
    self.requestHeaders = requestHeaders
    self.problemMembers = problemMembers
    self.problem = problem
    self.report = report
  }

  /// The answer in the client's form: compressed, or 304 if the client has it already.
  ///
  /// Never throws: every error becomes an answer. The answer to HEAD has the body of GET, so that a
  /// server can tell its length; it must not send the body.
  /// - Parameters:
  ///   - limit: max time for the answer; a late one is cancelled and becomes 504.
  ///   - report: receives errors instead of the service's own closure.
  package func respond(
    to request: HTTPRequest, within limit: Duration? = nil,
    reportingTo report: (@Sendable (any Error) -> Void)? = nil
  ) async -> HTTPResponse {
    if request.method == .options, case .methods(let resource)? = try? router.target(of: request),
      let preflight = resource.sameOriginPreflight
    {
      return preflight
    }
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

  /// The answer to a request that reaches no route.
  package func refuse(
    _ problem: ProblemDetails, of request: HTTPRequest? = nil
  ) -> HTTPResponse {
    complete(response(to: problem), for: request ?? HTTPRequest(path: "/"))
  }

  /// The answer with the common headers.
  package func complete(_ response: HTTPResponse, for request: HTTPRequest) -> HTTPResponse {
    var response = response
    response.headers.append(commonHeaders(for: request))
    return response
  }

  /// The headers that every answer has, including errors.
  package func commonHeaders(for request: HTTPRequest) -> HTTPFields {
    guard let origin = request.headers["origin"] else { return commonHeaders }
    return Self.commonHeaders(cors, for: origin)
  }

  private static func commonHeaders(_ cors: CORSPolicy, for origin: String?) -> HTTPFields {
    var headers = cors.headers(for: origin)
    headers.add("Access-Control-Expose-Headers", "Content-Disposition, ETag, Retry-After")
    headers.add("X-Content-Type-Options", "nosniff")
    return headers
  }

  /// An error as an answer; what the client must not see is reported.
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
    return response(to: problem)
  }

  private func response(to problem: ProblemDetails) -> HTTPResponse {
    var problem = problem
    for member in problemMembers { problem.members[member.name] = member.value }
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
      group.addTask { try await self.answer(request) }
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
    case .methods(let resource):
      return .preflight(resource.allowed, headers: requestHeaders)
    case .file(OpenAPIDocument.path): return document.response
    case .file(let path):
      guard let file = files()[path] else { throw ProblemDetails.nothingHere }
      return file.response
    case .route(let route, let matches):
      let routed = try read(request, route, matches)
      switch route.action {
      case .answer(let answer): return try await answer(routed)
      case .answerAtOnce(let atOnce, let otherwise):
        if let answer = try atOnce(routed) { return answer }
        return try await otherwise(routed)
      case .stream(let begin): return try begin(routed)
      case .collect(let limits, let judge):
        let answer = try judge(routed)
        try limits.check(request)
        guard request.body.count <= limits.maxBytes else {
          throw ProblemDetails.bodyTooLarge(limits.maxBytes)
        }
        return try await answer.value(request.body)
      case .receive(let receive): return try await takeWhole(request, try receive(routed))
      case .webSocket: throw ProblemDetails.upgradeRequired
      case .notOffered(let reason): throw ProblemDetails.notFound(reason)
      }
    }
  }

  /// Parses a route's inputs: the path first, then the query, then the form of the answer.
  private func read(
    _ request: HTTPRequest, _ route: Route, _ matches: [PathMatch]
  ) throws(ProblemDetails) -> RouteRequest {
    try route.check(matches)
    var query = try QueryParameters(request.query, knowing: route.queryNames)
    if let plainAnswers, !AcceptEncoding(request.headers["accept-encoding"]).takesGzip {
      query.maxPlainNumber = plainAnswers.maxLimit
    }
    let form =
      route.forms.isEmpty ? .json : try AnswerForm(preferredBy: request, of: route.forms)
    return RouteRequest(request, query: query, form: form, matches: matches)
  }

  /// Passes a body that came with the request to a receiver of bodies.
  private func takeWhole(
    _ request: HTTPRequest, _ incoming: IncomingBody
  ) async throws -> HTTPResponse {
    let receiver = try incoming.begin(request.client) { _ in }
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
    return await (try receiver.finish()).value()
  }
}

// MARK: Requests whose answer is not worked out as a whole

extension HTTPService {
  /// Judges a request by its head, without waiting.
  package func disposition(of request: HTTPRequest) -> RequestDisposition {
    guard let path = try? RequestPath(request.path),
      let (resource, matches) = router.resource(at: path)
    else { return .answer }
    do throws(ProblemDetails) {
      if let reason = resource.absence { throw .notFound(reason) }
      if request.method == .options {
        return resource.sameOriginPreflight.map { .respond($0) } ?? .answer
      }
      let route = try resource.route(for: request.method)
      switch route.action {
      case .answer, .notOffered: return .answer
      case .answerAtOnce(let atOnce, _):
        return respond(to: request, atOnce: { try atOnce(try read(request, route, matches)) })
      case .stream(let begin):
        return .stream(complete(try begin(try read(request, route, matches)), for: request))
      case .collect(let limits, let judge):
        let answer = try judge(try read(request, route, matches))
        try limits.check(request)
        return .receive(collecting(limits, answer))
      case .receive(let receive):
        return .receive(try receive(try read(request, route, matches)))
      case .webSocket(let open):
        let handshake = try WebSocketHandshake(opening: request)
        return .webSocket(try open(try read(request, route, matches), handshake))
      }
    } catch {
      return resource.answersWhole ? .answer : .respond(refuse(error, of: request))
    }
  }
}

extension HTTPService {
  /// Longer answers are compressed elsewhere, if the client takes that.
  private static let maxBytesAtOnce = 8 << 10

  /// The answer of a route that may answer at once. An error is told as those of all other routes.
  private func respond(
    to request: HTTPRequest, atOnce answer: () throws -> HTTPResponse?
  ) -> RequestDisposition {
    guard request.method == .get, var response = try? answer(),
      response.bytes.count <= Self.maxBytesAtOnce || request.headers["accept-encoding"] == nil
    else { return .answer }
    response.headers.append(commonHeaders(for: request))
    return .respond(
      Representation(
        of: response, for: request, gzip: gzip, maxPlainBytes: plainAnswers?.maxBytes
      ).response)
  }

  private func collecting(_ limits: BodyLimits, _ answer: BodyAnswer) -> IncomingBody {
    IncomingBody { _, _ in
      CollectedBody(maxBytes: limits.maxBytes) { [self] body in
        answer.pending(body) { [self] in response(for: $0, reportingTo: report) }
      }
    }
  }
}

/// Limits for answers without gzip, if every sent byte costs money.
package struct PlainAnswerLimits: Hashable, Sendable {
  /// The max `limit` for clients that refuse gzip.
  package var maxLimit = 100
  /// Longer answers are compressed for every client that accepts gzip, even if it does not ask for
  /// it or prefers the plain form.
  package var maxBytes = 32 << 10

  package init() {}
}

/// A member of every problem of an API.
package struct ProblemMember: Sendable {
  let name: String
  /// JSON.
  let value: [UInt8]
  let schema: OpenAPINode

  package init(_ name: String, _ value: String, schema: OpenAPINode) {
    self.name = name
    self.value = Array(value.utf8)
    self.schema = schema
  }
}
