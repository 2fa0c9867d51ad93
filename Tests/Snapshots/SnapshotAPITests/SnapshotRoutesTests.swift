import Foundation
import HTTP
import HTTPAPI
import JSON
import SnapshotQueries
import Storage
import TestSupport
import Testing

@testable import SnapshotAPI

/// What stands at which path, and how it is described.
@Suite struct SnapshotRoutesTests {
  /// A lake that cannot be read: whatever has a route and asks for the lake is 503.
  private let service: HTTPService = {
    let store = DirectoryStore(root: "/nonexistent/lake")
    let snapshots = SnapshotService(
      catalog: SnapshotCatalog(store: store), engine: ParquetEngine(store: store))
    return HTTPService(
      snapshots, and: [.uploads(nil), .events(nil), .health([.uploads, .events])])
  }()

  @Test(arguments: [
    "/v1/kingdoms", "/v1/kingdoms/", "/v1/kingdoms/51/snapshots",
    "/v1/kingdoms/5%31/leaderboards/dkp", "/v1/kingdoms/51/leaderboards/deaths.csv",
    "/v1/kingdoms/51/gains/power", "/v1/kingdoms/51/gains/kill_points.csv",
    "/v1/kingdoms/51/players?search=a", "/v1/kingdoms/51/players/7",
    "/v1/kingdoms/51/players/7/history", "/v1/kingdoms/51/uploads",
    "/v1/kingdoms/51/uploads/2026-01-26/20260126T153012Z",
  ])
  func everyPathOfTheAPIHasItsRoute(_ target: String) async {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    for method in [HTTPMethod.get, .head] {
      let answer = await service.respond(
        to: HTTPRequest(
          method: method, path: parts[0], query: parts.count > 1 ? parts[1] : ""))
      #expect(answer.status == 503)
    }
    for method in [HTTPMethod.post, .put, .delete] {
      let answer = await service.respond(to: HTTPRequest(method: method, path: parts[0]))
      #expect(answer.status == 405)
      #expect(answer.headers["Allow"] == "GET, HEAD, OPTIONS")
    }
  }

  @Test(arguments: [
    "/v1", "/v1/players", "/v1/kingdoms/fifty", "/v1/kingdoms/051/snapshots", "/v1/kingdoms/51",
    "/v1/kingdoms/51/leaderboards", "/v1/kingdoms/51/leaderboards/t4_kills",
    "/v1/kingdoms/51/leaderboards/dkp/more", "/v1/kingdoms/51/leaderboards/.csv",
    "/v1/kingdoms/51/gains/dkp.json", "/v1/kingdoms/51/players/-1", "/v1/kingdoms/51/players/07",
    "/v1/kingdoms/51/players/+7", "/v1/kingdoms/51/players/99999999999999999999",
    "/v1/kingdoms/51/players/7/future", "/v1/kingdoms/51/uploads/2026-01-26",
    "/v1/kingdoms/51/uploads/2026-01-26/report.json", "/v1/uploads", "/v1/events",
    "/v1/kingdoms/%zz/snapshots",
  ])
  func anythingElseIsNotFound(_ path: String) async {
    #expect(await service.respond(to: HTTPRequest(path: path)).status == 404)
  }

  @Test func healthTellsWhatTheServerCanDo() async {
    let answer = await service.respond(to: HTTPRequest(path: "/v1/health"))
    #expect(answer.text == #"{"status":"ok","features":["events","uploads"]}"#)
    #expect(answer.headers["Cache-Control"] == "no-store")
  }

  /// The description that is kept in the repository, for readers and for the tests of the server,
  /// is the one that the routes make.
  @Test func theDescriptionIsTheOneThatIsKept() async throws {
    let file = URL(filePath: #filePath).appending(path: "../../../../docs/openapi.json")
    let kept = try JSONValue(parsing: Array(try Data(contentsOf: file.standardized)))
    let answer = await service.respond(to: HTTPRequest(path: "/openapi.json"))
    let made = try JSONValue(parsing: answer.bytes)
    #expect(made.sorted == kept.sorted)
  }
}

@Suite struct ReportDocumentTests {
  @Test func aStoredReportIsGivenWithTheNamesOfTheAPI() {
    let stored = """
      {"snapshot_date":"2026-01-26","rows":{"total":12345678901234567890,"of_date":null},\
      "compared_with":{"snapshot_date":"2026-01-19"},"notes":["snapshot_date",true]}

      """
    #expect(
      String(decoding: ReportDocument.json(of: Array(stored.utf8)), as: UTF8.self) == """
        {"date":"2026-01-26","rows":{"total":12345678901234567890,"of_date":null},\
        "compared_with":{"date":"2026-01-19"},"notes":["snapshot_date",true]}
        """)
  }

  @Test func whatIsNoReportIsGivenAsItIs() {
    #expect(ReportDocument.json(of: Array("{,".utf8)) == Array("{,".utf8))
  }
}

extension JSONValue {
  /// The value with the members of all objects in the order of their names.
  fileprivate var sorted: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let members):
      .object(
        members.map { (key: $0.key, value: $0.value.sorted) }.sorted { $0.key < $1.key })
    default: self
    }
  }
}
