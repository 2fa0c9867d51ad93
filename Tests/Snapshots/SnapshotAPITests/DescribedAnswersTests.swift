import HTTP
import HTTPAPI
import JSON
import Testing

@testable import SnapshotAPI

/// What the description promises, held against what the routes answer.
@Suite struct DescribedAnswersTests {
  /// A request for each operation that any server has, by its id.
  private static let requests = [
    ("listKingdoms", "/v1/kingdoms"), ("listSnapshots", "/v1/kingdoms/51/snapshots"),
    ("getLeaderboard", "/v1/kingdoms/51/leaderboards/dkp?compare=previous"),
    ("downloadLeaderboard", "/v1/kingdoms/51/leaderboards/dkp.csv"),
    ("getGains", "/v1/kingdoms/51/gains/dkp"),
    ("downloadGains", "/v1/kingdoms/51/gains/dkp.csv"),
    ("findPlayers", "/v1/kingdoms/51/players?search=a"), ("getPlayer", "/v1/kingdoms/51/players/7"),
    ("getPlayerHistory", "/v1/kingdoms/51/players/7/history"),
    ("listUploads", "/v1/kingdoms/51/uploads"),
    ("getReport", "/v1/kingdoms/51/uploads/2026-01-26/20260126T153012Z"),
    ("getHealth", "/v1/health"),
  ]

  private func description() async throws -> Description {
    let answer = try await askScripted("/openapi.json")
    return Description(document: try JSONValue(parsing: answer.bytes))
  }

  @Test func everyOperationIsAskedForHere() async throws {
    let ids = try await description().operations.map(\.id)
    #expect(ids.sorted() == Self.requests.map(\.0).sorted())
  }

  /// The report of the scripted lake is not a whole one.
  @Test(arguments: requests.filter { $0.0 != "getReport" })
  func anAnswerFitsItsSchemaAndHasNoOtherMembers(id: String, target: String) async throws {
    let description = try await description()
    let operation = try #require(description.operations.first { $0.id == id })
    let answer = try await askScripted(target)
    let type = try #require(answer.headers["Content-Type"]?.split(separator: ";").first)
    let described = try #require(operation.node["responses"]?["\(answer.status)"])
    let content = try #require(description.resolved(described)["content"]?[String(type)])
    guard type == "application/json" else {
      #expect(content["schema"]?["type"]?.string == "string")
      return
    }
    let schema = try #require(content["schema"])
    #expect(description.faults(of: try JSONValue(parsing: answer.bytes), schema) == [])
  }

  @Test func theExamplesFitTheirSchemas() async throws {
    let description = try await description()
    var count = 0
    for operation in description.operations {
      guard case .object(let responses)? = operation.node["responses"] else { continue }
      for (status, response) in responses {
        guard case .object(let forms)? = description.resolved(response)["content"] else {
          continue
        }
        for (_, content) in forms {
          guard case .object(let examples)? = content["examples"] else { continue }
          for (_, example) in examples {
            let (schema, value) = (try #require(content["schema"]), try #require(example["value"]))
            #expect(description.faults(of: value, schema) == [], "\(operation.id) \(status)")
            count += 1
          }
        }
      }
    }
    #expect(count > Self.requests.count)
  }

  @Test func theExamplesOfParametersFitTheirSchemas() async throws {
    let description = try await description()
    for operation in description.operations {
      for parameter in description.parameters(of: operation) {
        guard let example = parameter["example"] else { continue }
        let schema = try #require(parameter["schema"])
        #expect(description.faults(of: example, schema) == [], "\(operation.id)")
      }
    }
  }

  @Test(arguments: [
    ("t4:0,t5:0,deaths:0", true), ("t4:1000000,t5:1000000,deaths:1000000", true),
    ("t4:1000001,t5:2,deaths:3", false), ("t4:1,t5:2,deaths:9999999", false),
    ("t4:1,t5:-2,deaths:3", false), ("t4:1,t5:2", false), ("t4:1,t5:2,deaths:", false),
  ])
  func theSchemaOfWeightsTakesWhatTheRouteTakes(weights: String, isTaken: Bool) async throws {
    let description = try await description()
    let schema = try #require(
      description.document["components"]?["parameters"]?["Weights"]?["schema"])
    #expect(description.faults(of: .string(weights), schema).isEmpty == isTaken)
    let answer = try await askScripted("/v1/kingdoms/51/gains/dkp?weights=\(weights)")
    #expect((answer.status == 200) == isTaken)
  }

  /// A parameter that no route knows is refused with the names of those that it takes.
  @Test(arguments: requests)
  func theParametersAreThoseOfTheDescription(id: String, target: String) async throws {
    let description = try await description()
    let operation = try #require(description.operations.first { $0.id == id })
    let names = description.parameters(of: operation).filter { $0["in"]?.string == "query" }
      .compactMap { $0["name"]?.string }
    let path = target.prefix { $0 != "?" }
    let problem = try JSONValue(parsing: try await askScripted("\(path)?unheard=of").bytes)
    let expected = names.isEmpty ? "no parameters here" : "one of \(names.joined(separator: ", "))"
    #expect(
      problem["detail"]?.string == "unheard: found \"unheard=of\", expected \(expected).")
  }

  @Test(arguments: [
    "/v1/kingdoms/51/leaderboards/dkp?limit=0", "/v1/kingdoms/52/snapshots",
    "/v1/kingdoms/51/players/8", "/v1/kingdoms/51/leaderboards/dkp?around=8",
    "/v1/kingdoms/51/gains/dkp?to=2026-01-19",
  ])
  func aProblemFitsItsSchema(target: String) async throws {
    let description = try await description()
    let answer = try await askScripted(target)
    #expect(answer.headers["Content-Type"] == "application/problem+json")
    let problem = try #require(description.document["components"]?["schemas"]?["Problem"])
    #expect(description.faults(of: try JSONValue(parsing: answer.bytes), problem) == [])
  }

  /// What the checks above can see: each value breaks one keyword of its schema.
  @Test(
    arguments: [
      (#"{"type":"integer","minimum":1,"maximum":3}"#, "4"),
      (#"{"type":"integer","minimum":1}"#, "0"), (#"{"type":"integer"}"#, "1.5"),
      (#"{"type":"string"}"#, "1"), (#"{"type":["string","null"]}"#, "true"),
      (#"{"type":"string","enum":["a"]}"#, #""b""#), (#"{"const":"a"}"#, #""b""#),
      (#"{"type":"string","pattern":"^\\d$"}"#, #""12""#),
      (#"{"type":"array","items":{"type":"boolean"}}"#, "[true,1]"),
      (#"{"type":"array","items":{},"maxItems":1}"#, "[1,2]"),
      (#"{"type":"object","required":["a"],"properties":{"a":{}}}"#, "{}"),
      (#"{"type":"object","required":[],"properties":{"a":{}}}"#, #"{"b":1}"#),
      (#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#, "1"),
      (#"{"oneOf":[{"type":"integer"},{"type":"integer"}]}"#, "1"),
      (#"{"anyOf":[{"const":"a"},{"const":"b"}]}"#, #""c""#), (#"{"unheard":"of"}"#, "1"),
    ])
  func aFaultIsSeen(schema: String, value: String) throws {
    let description = Description(document: .object([]))
    let schema = try JSONValue(parsing: Array(schema.utf8))
    #expect(description.faults(of: try JSONValue(parsing: Array(value.utf8)), schema).count == 1)
  }
}
