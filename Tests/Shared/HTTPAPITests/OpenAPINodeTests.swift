import JSON
import Testing

@testable import HTTPAPI

@Suite struct OpenAPINodeTests {
  private func text(_ node: OpenAPINode) -> String {
    var json = JSONWriter()
    node.write(to: &json)
    return json.text
  }

  @Test func literalsAreJSON() {
    #expect(
      text(["a": [1, true, nil, "x"], "b": [:], "c": -2])
        == #"{"a":[1,true,null,"x"],"b":{},"c":-2}"#)
  }

  @Test(
    arguments: [
      (
        .object(["a": .count(), "b": .string()], optional: ["b"]),
        #"{"type":"object","required":["a"],"properties":"#
          + #"{"a":{"type":"integer","minimum":0},"b":{"type":"string"}}}"#
      ),
      (
        .array(of: .boolean(), maxItems: 3, description: "D"),
        #"{"type":"array","items":{"type":"boolean"},"maxItems":3,"description":"D"}"#
      ),
      (.integer(from: 1, to: 9), #"{"type":"integer","minimum":1,"maximum":9}"#),
      (
        .string(format: "date", pattern: "^a", description: "D"),
        #"{"type":"string","format":"date","pattern":"^a","description":"D"}"#
      ),
      (.oneOf(["a", "b"]), #"{"type":"string","enum":["a","b"]}"#),
      (.nullable(.count()), #"{"oneOf":[{"type":"integer","minimum":0},{"type":"null"}]}"#),
      (.nullableString(), #"{"type":["string","null"]}"#),
      (.nullableInteger(from: 1), #"{"type":["integer","null"],"minimum":1}"#),
      (.schema("A", .string()), ##"{"$ref":"#/components/schemas/A"}"##),
    ] as [(OpenAPINode, String)])
  func aSchemaIsWrittenInItsKeywords(_ node: OpenAPINode, json: String) {
    #expect(text(node) == json)
  }

  @Test func whatASharedPartRefersToIsSharedToo() {
    let inner = OpenAPINode.schema("Inner", .string())
    let outer = OpenAPINode.schema("Outer", .object(["a": inner, "b": .array(of: inner)]))
    let limit = RouteParameter.query(
      "limit", ParameterDescription(sharedAs: "Limit", schema: outer))
    var components = OpenAPIComponents()
    OpenAPINode.list([limit.node(), outer]).gather(into: &components)
    #expect(
      text(components.node(addingToProblems: []))
        == ##"{"schemas":{"Outer":{"type":"object","required":["a","b"],"properties":"##
        + ##"{"a":{"$ref":"#/components/schemas/Inner"},"b":{"type":"array","items":"##
        + ##"{"$ref":"#/components/schemas/Inner"}}}},"Inner":{"type":"string"}},"##
        + ##""parameters":{"Limit":{"name":"limit","in":"query","##
        + ##""schema":{"$ref":"#/components/schemas/Outer"}}}}"##)
  }

  @Test func aProblemIsDescribedWithAnExample() {
    let response = OpenAPIResponse.problem(
      404, "Gone", "It is gone.", example: .notFound("Nothing."), headers: [("Allow", .allow)])
    #expect(response.status == 404)
    guard case .shared(let component) = response.content else {
      Issue.record("not shared")
      return
    }
    #expect(
      text(component.content)
        == ##"{"description":"It is gone.","headers":{"Allow":{"$ref":"##
        + ##""#/components/headers/Allow"}},"content":{"application/problem+json":{"schema":"##
        + ##"{"$ref":"#/components/schemas/Problem"},"examples":{"problem":{"value":"##
        + ##"{"type":"about:blank","title":"Not found","status":404,"code":"not_found","##
        + ##""detail":"Nothing."}}}}}}"##)
  }
}

@Suite struct PathPatternTests {
  private func texts(_ pattern: String, _ path: String) throws -> [String]? {
    PathPattern(pattern).match(try RequestPath(path))?.map(\.text)
  }

  @Test(
    arguments: [
      ("/a/b", "/a/b", []), ("/a/{x}", "/a/7", ["7"]), ("/{x}/b/{y}", "/1/b/2", ["1", "2"]),
      ("/a/{x}.csv", "/a/7.csv", ["7"]), ("/a/{x}.csv", "/a/.csv", [""]),
      ("/a/{x}.csv", "/a/7", nil), ("/a/b", "/a", nil), ("/a", "/a/b", nil), ("/a", "/A", nil),
      ("/a/{x}", "/a/%2F", ["/"]), ("/", "/", []),
    ] as [(String, String, [String]?)])
  func aPathFitsItsPattern(_ pattern: String, path: String, parameters: [String]?) throws {
    #expect(try texts(pattern, path) == parameters)
  }

  @Test func theMoreSpecialPatternComesFirst() {
    let patterns = ["/a/{x}", "/a/{x}.csv", "/a/b", "/{y}/b"].map { PathPattern($0) }
    let sorted = patterns.sorted { $0.precedes($1) }
    #expect(sorted == ["/a/b", "/a/{x}.csv", "/a/{x}", "/{y}/b"].map { PathPattern($0) })
  }
}
