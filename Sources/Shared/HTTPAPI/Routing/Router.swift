import HTTP

/// Finds the route of a request.
struct Router: Sendable {
  /// The target of a method and a path.
  enum Target {
    case route(Route, [PathMatch])
    /// The methods of a path, for OPTIONS.
    case methods(Resource)
    /// No route: perhaps a file, by its path without the leading slash.
    case file(String)
  }

  /// More specific paths come first.
  private let resources: [Resource]

  init(_ routes: [Route]) {
    var resources: [Resource] = []
    for route in routes {
      if let index = resources.firstIndex(where: { $0.pattern == route.pattern }) {
        resources[index].routes.append(route)
      } else {
        resources.append(Resource(pattern: route.pattern, routes: [route]))
      }
    }
    self.resources = resources.sorted { $0.pattern.precedes($1.pattern) }
  }

  /// - Throws: 405 for a method that the path does not have, 404 for an unknown path or an invalid
  ///   path parameter.
  func target(of request: HTTPRequest) throws(ProblemDetails) -> Target {
    let path: RequestPath
    do {
      path = try RequestPath(request.path)
    } catch {
      if request.method == .options { return .methods(.files) }
      try Resource.files.check(request.method)
      throw error
    }
    guard let (resource, matches) = resource(at: path) else {
      if request.method == .options { return .methods(.files) }
      try Resource.files.check(request.method)
      try checkFirstParameter(of: path)
      return .file(path.parts.joined(separator: "/"))
    }
    if let reason = resource.absence { throw .notFound(reason) }
    if request.method == .options { return .methods(resource) }
    return .route(try resource.route(for: request.method), matches)
  }

  /// The routes of a path; `nil` where there are none.
  func resource(at path: RequestPath) -> (Resource, [PathMatch])? {
    for resource in resources {
      if let matches = resource.pattern.match(path) { return (resource, matches) }
    }
    return nil
  }

  /// For an unknown path: reports its first parameter if that is invalid.
  private func checkFirstParameter(of path: RequestPath) throws(ProblemDetails) {
    for resource in resources {
      guard let match = resource.pattern.firstParameter(of: path) else { continue }
      for route in resource.routes { try route.check([match]) }
    }
  }
}

/// The routes of one path, one per method.
struct Resource: Sendable {
  let pattern: PathPattern
  var routes: [Route]
  private let others: [HTTPMethod]

  init(pattern: PathPattern, routes: [Route], others: [HTTPMethod] = []) {
    self.pattern = pattern
    self.routes = routes
    self.others = others
  }

  /// What files are read by.
  static let files = Resource(pattern: PathPattern(""), routes: [], others: [.get, .head])

  /// The methods of the path, without OPTIONS.
  var methods: [HTTPMethod] { routes.flatMap(\.methods) + others }

  /// The whole answer to OPTIONS if another origin may not use one of the routes; `nil` if it may
  /// use all of them.
  var sameOriginPreflight: HTTPResponse? {
    routes.allSatisfy(\.isCrossOrigin) ? nil : .sameOriginPreflight(allowed)
  }

  /// Why the server does not offer it.
  var absence: String? {
    for route in routes { if case .notOffered(let reason) = route.action { return reason } }
    return nil
  }

  func route(for method: HTTPMethod) throws(ProblemDetails) -> Route {
    guard let route = routes.first(where: { $0.methods.contains(method) }) else {
      throw rejection(of: method)
    }
    return route
  }

  func check(_ method: HTTPMethod) throws(ProblemDetails) {
    guard methods.contains(method) else { throw rejection(of: method) }
  }

  /// The value of the header `Allow`.
  var allowed: String { (methods + [.options]).map(\.rawValue).joined(separator: ", ") }

  private func rejection(of method: HTTPMethod) -> ProblemDetails {
    let names = methods.map(\.rawValue)
    let first = names.dropLast().joined(separator: ", ")
    let expected = first.isEmpty ? names.joined() : "\(first) or \(names.last ?? "")"
    return .methodNotAllowed(method.rawValue, expected: expected, allowed: allowed)
  }
}

extension Route {
  /// - Throws: the problem of the first invalid path parameter.
  func check(_ matches: [PathMatch]) throws(ProblemDetails) {
    for parameter in parameters {
      guard let check = parameter.check,
        let match = matches.first(where: { $0.name == parameter.name })
      else { continue }
      try check(match)
    }
  }
}

extension PathPattern {
  /// Whether this pattern is the more specific of two that match a path: part by part, a text comes
  /// before a parameter followed by a text, and that before a parameter alone.
  func precedes(_ other: PathPattern) -> Bool {
    parts.map(\.generality).lexicographicallyPrecedes(other.parts.map(\.generality))
  }
}

extension PathPattern.Part {
  fileprivate var generality: Int {
    switch self {
    case .text: 0
    case .parameter(_, let suffix): suffix.isEmpty ? 2 : 1
    }
  }
}
