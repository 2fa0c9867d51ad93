import JSON

/// A part of a description (OpenAPI 3.1): JSON, with references to shared parts.
package indirect enum OpenAPINode: Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case null
  case list([OpenAPINode])
  /// In written order.
  case object([(name: String, node: OpenAPINode)])
  /// Written as a reference, and once among the components.
  case shared(OpenAPIComponent)
}

/// A shared part of a description.
package struct OpenAPIComponent: Sendable {
  package enum Section: String, CaseIterable, Sendable {
    case schemas, parameters, headers, responses
  }

  let section: Section
  let name: String
  let content: OpenAPINode

  package init(_ section: Section, _ name: String, _ content: OpenAPINode) {
    self.section = section
    self.name = name
    self.content = content
  }

  var reference: String { "#/components/\(section.rawValue)/\(name)" }
}

// MARK: Literals

extension OpenAPINode: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .text(value) }
}

extension OpenAPINode: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .number(value) }
}

extension OpenAPINode: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension OpenAPINode: ExpressibleByNilLiteral {
  package init(nilLiteral: ()) { self = .null }
}

extension OpenAPINode: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: OpenAPINode...) { self = .list(elements) }
}

extension OpenAPINode: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, OpenAPINode)...) {
    self = .object(elements.map { (name: $0, node: $1) })
  }
}

// MARK: Schemas

extension OpenAPINode {
  /// A shared schema, by name.
  package static func schema(_ name: String, _ content: OpenAPINode) -> OpenAPINode {
    .shared(OpenAPIComponent(.schemas, name, content))
  }

  /// A schema of objects; all members except the `optional` ones are required.
  package static func object(
    _ members: KeyValuePairs<String, OpenAPINode>, optional: Set<String> = [],
    description: String? = nil
  ) -> OpenAPINode {
    object(
      of: members.map { (name: $0.key, node: $0.value) }, optional: optional,
      description: description)
  }

  package static func object(
    of members: [(name: String, node: OpenAPINode)], optional: Set<String> = [],
    description: String? = nil
  ) -> OpenAPINode {
    let required = members.map(\.name).filter { !optional.contains($0) }
    return OpenAPINode.object([
      ("type", "object"), ("required", .list(required.map { .text($0) })),
      ("properties", .object(members)),
    ]).described(description)
  }

  package static func array(
    of items: OpenAPINode, maxItems: Int? = nil, description: String? = nil
  ) -> OpenAPINode {
    OpenAPINode.object([("type", "array"), ("items", items)])
      .adding("maxItems", maxItems.map { .number($0) }).described(description)
  }

  package static func integer(
    from minimum: Int? = nil, to maximum: Int? = nil, description: String? = nil
  ) -> OpenAPINode {
    OpenAPINode.object([("type", "integer")])
      .adding("minimum", minimum.map { .number($0) })
      .adding("maximum", maximum.map { .number($0) }).described(description)
  }

  /// A count.
  package static func count(_ description: String? = nil) -> OpenAPINode {
    .integer(from: 0, description: description)
  }

  package static func string(
    format: String? = nil, pattern: String? = nil, description: String? = nil
  ) -> OpenAPINode {
    OpenAPINode.object([("type", "string")]).adding("format", format.map { .text($0) })
      .adding("pattern", pattern.map { .text($0) }).described(description)
  }

  /// One of some texts.
  package static func oneOf(_ texts: [String], description: String? = nil) -> OpenAPINode {
    OpenAPINode.object([("type", "string"), ("enum", .list(texts.map { .text($0) }))])
      .described(description)
  }

  package static func boolean(_ description: String? = nil) -> OpenAPINode {
    OpenAPINode.object([("type", "boolean")]).described(description)
  }

  /// The schema, or null.
  package static func nullable(
    _ schema: OpenAPINode, description: String? = nil
  ) -> OpenAPINode {
    OpenAPINode.object([("oneOf", [schema, ["type": "null"]])]).described(description)
  }

  package static func nullableString(
    pattern: String? = nil, description: String? = nil
  ) -> OpenAPINode {
    OpenAPINode.object([("type", ["string", "null"])])
      .adding("pattern", pattern.map { .text($0) }).described(description)
  }

  package static func nullableInteger(
    from minimum: Int, description: String? = nil
  ) -> OpenAPINode {
    OpenAPINode.object([("type", ["integer", "null"]), ("minimum", .number(minimum))])
      .described(description)
  }

  private func described(_ description: String?) -> OpenAPINode {
    adding("description", description.map { .text($0) })
  }

  /// The object with a further member, unless it is `nil`.
  package func adding(_ name: String, _ node: OpenAPINode?) -> OpenAPINode {
    guard let node, case .object(let members) = self else { return self }
    return .object(members + [(name: name, node: node)])
  }
}

extension OpenAPINode {
  /// The schema of objects with further properties.
  fileprivate func addingProperties(
    _ members: [(name: String, node: OpenAPINode)]
  ) -> OpenAPINode {
    guard !members.isEmpty, case .object(let parts) = self else { return self }
    return .object(
      parts.map { part in
        guard part.name == "properties", case .object(let properties) = part.node else {
          return part
        }
        return (name: part.name, node: .object(properties + members))
      })
  }
}

// MARK: JSON

extension OpenAPINode {
  func write(to json: inout JSONWriter) {
    switch self {
    case .text(let text): json.value(text)
    case .number(let number): json.value(number)
    case .flag(let flag): json.value(flag)
    case .null: json.null()
    case .list(let nodes): json.array { for node in nodes { node.write(to: &$0) } }
    case .object(let members):
      json.object {
        for (name, node) in members {
          $0.key(name)
          node.write(to: &$0)
        }
      }
    case .shared(let component): json.object { $0.member("$ref", component.reference) }
    }
  }

  /// Adds the referenced components, recursively.
  func gather(into components: inout OpenAPIComponents) {
    switch self {
    case .text, .number, .flag, .null: break
    case .list(let nodes): for node in nodes { node.gather(into: &components) }
    case .object(let members): for (_, node) in members { node.gather(into: &components) }
    case .shared(let component):
      if components.add(component) { component.content.gather(into: &components) }
    }
  }
}

/// The referenced components of a description, each once.
struct OpenAPIComponents {
  private var sections: [OpenAPIComponent.Section: [OpenAPIComponent]] = [:]
  private var names: Set<String> = []

  /// - Returns: whether it is new.
  mutating func add(_ component: OpenAPIComponent) -> Bool {
    guard names.insert(component.reference).inserted else { return false }
    sections[component.section, default: []].append(component)
    return true
  }

  /// - Parameter members: properties of problems.
  func node(addingToProblems members: [(name: String, node: OpenAPINode)]) -> OpenAPINode {
    .object(
      OpenAPIComponent.Section.allCases.compactMap { section in
        guard let components = sections[section] else { return nil }
        return (
          name: section.rawValue,
          node: .object(
            components.map { component in
              let isProblem = component.reference == OpenAPIComponent.problem.reference
              let added = isProblem ? members : []
              return (name: component.name, node: component.content.addingProperties(added))
            })
        )
      })
  }
}
