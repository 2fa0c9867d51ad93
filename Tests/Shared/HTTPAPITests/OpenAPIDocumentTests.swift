import HTTP
import HTTPAPI
import JSON
import Testing

@Suite struct OpenAPIDocumentTests {
  private func document() async throws -> JSONValue {
    let answer = await TestAPI.service.respond(to: HTTPRequest(path: "/openapi.json"))
    #expect(answer.headers["Content-Type"] == "application/json")
    return try JSONValue(parsing: answer.bytes)
  }

  @Test func everyRouteIsDescribedUnderItsPathAndMethod() async throws {
    let document = try await document()
    for route in TestAPI.routes {
      let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
      #expect(operation?["operationId"]?.string == route.operation().id)
    }
    guard case .object(let paths)? = document["paths"] else {
      Issue.record("no paths")
      return
    }
    #expect(Set(paths.map(\.key)) == Set(TestAPI.routes.map(\.path)))
  }

  @Test func whatSeveralRoutesShareIsWrittenOnce() async throws {
    let document = try await document()
    let components = document["components"]
    #expect(components?["schemas"]?["Book"]?["required"] == .array([.string("title")]))
    #expect(components?["responses"]?["NotModified"] != nil)
    #expect(components?["headers"]?["ETag"] != nil)
    #expect(components?["parameters"]?["Shelf"]?["required"] == .bool(true))
    // What no route refers to is not there.
    #expect(components?["responses"]?["Forbidden"] == nil)
  }

  @Test func parametersComeInTheOrderOfTheRoute() async throws {
    let books = try await document()["paths"]?["/v1/shelves/{shelf}/books"]?["get"]
    #expect(
      books?["parameters"]
        == .array([
          .object([("$ref", .string("#/components/parameters/Shelf"))]),
          .object([
            ("name", .string("limit")), ("in", .string("query")),
            ("schema", .object([("type", .string("integer")), ("minimum", .number("1"))])),
            ("example", .number("3")),
          ]),
        ]))
  }

  @Test func everyReferenceLeadsToAComponent() async throws {
    let document = try await document()
    var references: [String] = []
    func find(_ value: JSONValue) {
      switch value {
      case .object(let members):
        if case .string(let text)? = value["$ref"] { references.append(text) }
        for (_, each) in members { find(each) }
      case .array(let elements): for each in elements { find(each) }
      default: break
      }
    }
    find(document)
    #expect(!references.isEmpty)
    for reference in references {
      let found = reference.split(separator: "/").dropFirst()
        .reduce(document as JSONValue?) { $0?[String($1)] }
      #expect(found != nil, "\(reference)")
    }
  }
}
