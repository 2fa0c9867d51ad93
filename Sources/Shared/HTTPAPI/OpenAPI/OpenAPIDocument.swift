import HTTP
import JSON

/// The general part of an API's description (OpenAPI 3.1, Info Object).
package struct OpenAPIInfo: Sendable {
  let title: String
  let version: String
  let summary: String
  let description: String

  package init(title: String, version: String, summary: String, description: String) {
    self.title = title
    self.version = version
    self.summary = summary
    self.description = description
  }

  fileprivate var node: OpenAPINode {
    [
      "title": .text(title), "version": .text(version), "summary": .text(summary),
      "description": .text(description),
      "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
    ]
  }
}

/// The description of an API (OpenAPI 3.1) for clients, tests and tools, generated from its routes.
struct OpenAPIDocument: Sendable {
  static let path = "openapi.json"

  let info: OpenAPIInfo
  let routes: [Route]
  /// Schemas of the members that every problem of the API has beside those of RFC 9457.
  var problemMembers: [(name: String, node: OpenAPINode)] = []

  var json: [UInt8] {
    var json = JSONWriter()
    node.write(to: &json)
    return json.utf8
  }

  var response: HTTPResponse {
    .tagged(json, type: AnswerForm.json.rawValue, cache: CacheControl.minutes)
  }

  private var node: OpenAPINode {
    var components = OpenAPIComponents()
    let paths = self.paths
    paths.gather(into: &components)
    return [
      "openapi": "3.1.0", "info": info.node, "servers": [["url": "/"]], "tags": tags,
      "paths": paths, "components": components.node(addingToProblems: problemMembers),
    ]
  }

  /// In order of their first route.
  private var tags: OpenAPINode {
    var names: [String] = []
    for tag in routes.flatMap({ $0.operation().tags }) where !names.contains(tag) {
      names.append(tag)
    }
    return .list(names.map { ["name": .text($0)] })
  }

  /// The operations by path and method, in the order of the routes.
  private var paths: OpenAPINode {
    var paths: [(name: String, node: OpenAPINode)] = []
    for route in routes {
      let method = route.method.rawValue.lowercased()
      let operation = route.operation().node(parameters: route.parameters)
      if let index = paths.firstIndex(where: { $0.name == route.path }) {
        paths[index].node = paths[index].node.adding(method, operation)
      } else {
        paths.append((route.path, .object([(method, operation)])))
      }
    }
    return .object(paths)
  }
}
