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
  /// The same by the number of the parts of their paths.
  private let resourcesByCount: [[Resource]]

  init(_ routes: [Route]) {
    var patterns: [PathPattern] = []
    for route in routes where !patterns.contains(route.pattern) { patterns.append(route.pattern) }
    let resources = patterns.sorted { $0.precedes($1) }.map { pattern in
      Resource(pattern: pattern, routes: routes.filter { $0.pattern == pattern })
    }
    self.resources = resources
    let maxCount = resources.map(\.pattern.parts.count).max() ?? 0
    resourcesByCount = (0...maxCount).map { count in
      resources.filter { $0.pattern.parts.count == count }
    }
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
    guard path.parts.count < resourcesByCount.count else { return nil }
    for resource in resourcesByCount[path.parts.count] {
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

/// The routes of one path, one per method; a class, because every request is given one.
final class Resource: Sendable {
  let pattern: PathPattern
  let routes: [Route]
  /// The methods of the path, without OPTIONS.
  let methods: [HTTPMethod]
  /// Why the server does not offer it.
  let absence: String?
  /// Whether its answers, including rejections, are whole and may be compressed.
  let answersWhole: Bool

  init(pattern: PathPattern, routes: [Route], others: [HTTPMethod] = []) {
    self.pattern = pattern
    self.routes = routes
    methods = routes.flatMap(\.methods) + others
    absence =
      routes.lazy.compactMap { route in
        if case .notOffered(let reason) = route.action { reason } else { nil }
      }.first
    answersWhole = routes.contains { $0.action.isWhole }
  }

  /// What files are read by.
  static let files = Resource(pattern: PathPattern(""), routes: [], others: [.get, .head])

  /// The whole answer to OPTIONS if another origin may not use one of the routes; `nil` if it may
  /// use all of them.
  var sameOriginPreflight: HTTPResponse? {
    routes.allSatisfy(\.isCrossOrigin) ? nil : .sameOriginPreflight(allowed)
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
