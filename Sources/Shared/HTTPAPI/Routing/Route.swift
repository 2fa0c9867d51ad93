package import HTTP

/// What can be asked of an API: a method and a path, what they take, and what is done for them.
///
/// A route is a value: whoever serves an API lists its routes, and both the routing and the
/// description of the API are made from that list.
package struct Route: Sendable {
  package let method: HTTPMethod
  /// With its parameters in braces: `/v1/kingdoms/{kingdom}/snapshots`.
  package let path: String
  package let parameters: [RouteParameter]
  /// The forms that a client may choose from, the usual one first; empty where there is no choice.
  package let forms: [AnswerForm]
  /// Whether pages of other origins may ask for it.
  package let isCrossOrigin: Bool
  /// Made once somebody wants the description, which most who ask a function do not.
  package let operation: @Sendable () -> OpenAPIOperation
  package let action: RouteAction
  let pattern: PathPattern

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
  }

  /// The names of the parameters that its query may have.
  var queryNames: [String] { parameters.filter { $0.check == nil }.map(\.name) }

  /// The methods that its path takes because of it, but for OPTIONS.
  var methods: [HTTPMethod] {
    if case .answer = action, method == .get { [.get, .head] } else { [method] }
  }
}

/// What is done for a request.
package enum RouteAction: Sendable {
  /// Works out an answer from the request alone. One to GET answers HEAD too.
  case answer(@Sendable (RouteRequest) async throws -> HTTPResponse)
  /// Begins an answer whose body is made while it is sent.
  case stream(@Sendable (RouteRequest) throws(ProblemDetails) -> HTTPResponse)
  /// Takes in the body of the request while it comes, and answers then.
  case receive(@Sendable (RouteRequest) throws(ProblemDetails) -> BodyReception)
  /// Goes on as a WebSocket (RFC 6455), where the client asks for one.
  case webSocket(@Sendable (RouteRequest) throws(ProblemDetails) -> any WebSocketSession)
  /// Not done by this server: a 404 for every method, with the reason.
  case notOffered(String)
}

/// A request with what its route reads of it.
package struct RouteRequest: Sendable {
  package let request: HTTPRequest
  package let query: QueryParameters
  /// The form that the client prefers of those that the route has.
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

  /// What the path has in place of a parameter.
  /// - Throws: the problem of the parameter where it has no value.
  package func path<Value>(_ parameter: PathParameter<Value>) throws(ProblemDetails) -> Value {
    guard let match = matches.first(where: { $0.name == parameter.name }) else {
      throw .nothingHere
    }
    return try parameter.value(of: match)
  }
}
