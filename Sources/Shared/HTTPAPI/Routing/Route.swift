package import HTTP
package import WebSocket

/// A route of an API: method, path, parameters, forms and action.
///
/// An API is a list of routes, and both the router and the description are made from it. A class,
/// because every request is given one.
package final class Route: Sendable {
  package let method: HTTPMethod
  /// With its parameters in braces: `/v1/kingdoms/{kingdom}/snapshots`.
  package let path: String
  package let parameters: [RouteParameter]
  /// The available forms, the default first; empty if there is only one.
  package let forms: [AnswerForm]
  /// Whether other origins may use it.
  package let isCrossOrigin: Bool
  /// Made when the description is requested, which seldom happens in a function.
  package let operation: @Sendable () -> OpenAPIOperation
  package let action: RouteAction
  let pattern: PathPattern
  /// The names of the query parameters.
  let queryNames: [String]
  /// The methods of its path because of this route, without OPTIONS.
  let methods: [HTTPMethod]

  package init(
    _ method: HTTPMethod, _ path: String, parameters: [RouteParameter] = [],
    forms: [AnswerForm] = [.json], isCrossOrigin: Bool = true,
    describedAs operation: @autoclosure @escaping @Sendable () -> OpenAPIOperation,
    action: RouteAction
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.forms = forms
    self.isCrossOrigin = isCrossOrigin
    self.operation = operation
    self.action = action
    pattern = PathPattern(path)
    queryNames = parameters.filter { $0.check == nil }.map(\.name)
    methods = method == .get && action.isWhole ? [.get, .head] : [method]
  }
}

/// The action of a route.
package enum RouteAction: Sendable {
  /// Computes an answer, which may be a stream. A route for GET answers HEAD too.
  case answer(@Sendable (RouteRequest) async throws -> HTTPResponse)
  /// Computes an answer on the spot, which must be quick; `nil` if something must be waited for:
  /// then the other function computes it. A route for GET answers HEAD too.
  case answerAtOnce(
    @Sendable (RouteRequest) throws -> HTTPResponse?,
    otherwise: @Sendable (RouteRequest) async throws -> HTTPResponse)
  /// Begins a streamed answer.
  case stream(@Sendable (RouteRequest) throws(ProblemDetails) -> HTTPResponse)
  /// Judges the head of the request, receives the body as a whole, then computes an answer.
  case collect(BodyLimits, @Sendable (RouteRequest) throws(ProblemDetails) -> BodyAnswer)
  /// Receives the body of the request in pieces, then answers.
  case receive(@Sendable (RouteRequest) throws(ProblemDetails) -> IncomingBody)
  /// Upgrades to a WebSocket (RFC 6455).
  case webSocket(
    @Sendable (RouteRequest, WebSocketHandshake) throws(ProblemDetails) -> any WebSocketSession)
  /// Not available on this server: 404 for every method, with the reason.
  case notOffered(String)
}

/// A request with the inputs that its route parsed.
package struct RouteRequest: Sendable {
  package let request: HTTPRequest
  package let query: QueryParameters
  /// The client's preferred form of those that the route has.
  package let form: AnswerForm
  private let matches: [PathMatch]

  init(
    _ request: HTTPRequest, query: QueryParameters, form: AnswerForm, matches: [PathMatch]
  ) {
    self.request = request
    self.query = query
    self.form = form
    self.matches = matches
  }

  /// The parsed value of a path parameter.
  /// - Throws: the parameter's problem if its text is invalid.
  package func path<Value>(_ parameter: PathParameter<Value>) throws(ProblemDetails) -> Value {
    guard let match = matches.first(where: { $0.name == parameter.name }) else {
      throw .nothingHere
    }
    return try parameter.value(of: match)
  }
}

extension RouteAction {
  /// Whether the answers are whole, so that they may be compressed, and read with HEAD.
  var isWhole: Bool {
    switch self {
    case .answer, .answerAtOnce: true
    case .stream, .collect, .receive, .webSocket, .notOffered: false
    }
  }
}
