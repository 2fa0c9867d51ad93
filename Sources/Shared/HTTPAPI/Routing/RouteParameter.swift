/// The description of a parameter (OpenAPI 3.1, Parameter Object).
package struct ParameterDescription: Sendable {
  /// Its name among the components; `nil` for a parameter of a single route.
  let component: String?
  let isRequired: Bool
  let text: String?
  let schema: OpenAPINode
  let example: OpenAPINode?

  package init(
    sharedAs component: String? = nil, isRequired: Bool = false, _ text: String? = nil,
    schema: OpenAPINode, example: OpenAPINode? = nil
  ) {
    self.component = component
    self.isRequired = isRequired
    self.text = text
    self.schema = schema
    self.example = example
  }

  func node(_ name: String, in place: String) -> OpenAPINode {
    let isRequired = isRequired || place == "path"
    let content = OpenAPINode.object([("name", .text(name)), ("in", .text(place))])
      .adding("required", isRequired ? true : nil).adding("description", text.map { .text($0) })
      .adding("schema", schema).adding("example", example)
    return component.map { .shared(OpenAPIComponent(.parameters, $0, content)) } ?? content
  }
}

/// A parameter in the path of a route, such as `{kingdom}`, with its parser.
package struct PathParameter<Value: Sendable>: Sendable {
  package let name: String
  let description: ParameterDescription
  private let read: @Sendable (String) -> Value?
  private let refuse: @Sendable (String) -> ProblemDetails

  /// - Parameters:
  ///   - read: parses a text; `nil` if it is invalid.
  ///   - refuse: the problem of an invalid part of the path.
  package init(
    _ name: String, _ description: ParameterDescription,
    reading read: @escaping @Sendable (String) -> Value?,
    refusing refuse: @escaping @Sendable (String) -> ProblemDetails
  ) {
    self.name = name
    self.description = description
    self.read = read
    self.refuse = refuse
  }

  func value(of match: PathMatch) throws(ProblemDetails) -> Value {
    guard let value = read(match.text) else { throw refuse(match.part) }
    return value
  }
}

/// A parameter of a route, in its path or its query.
package struct RouteParameter: Sendable {
  package let name: String
  /// Its description.
  let node: @Sendable () -> OpenAPINode
  /// For a path parameter: throws if its text is invalid.
  let check: (@Sendable (PathMatch) throws(ProblemDetails) -> Void)?

  package static func path<Value>(_ parameter: PathParameter<Value>) -> RouteParameter {
    RouteParameter(
      name: parameter.name,
      node: { parameter.description.node(parameter.name, in: "path") },
      check: { match throws(ProblemDetails) in _ = try parameter.value(of: match) })
  }

  package static func query(
    _ name: String, _ description: ParameterDescription
  ) -> RouteParameter {
    RouteParameter(name: name, node: { description.node(name, in: "query") }, check: nil)
  }
}
