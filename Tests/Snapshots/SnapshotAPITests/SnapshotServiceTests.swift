import Bytes
import Datasets
import HTTP
import HTTPAPI
import Leaderboards
import SnapshotQueries
import Storage
import TestSupport
import Testing
import Time

@testable import SnapshotAPI

/// Ten players whose names could do harm, ranked by any metric as their ids.
private struct TenPlayers: BoardEngine {
  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    guard ["2026-01-19", "2026-01-26"].contains(snapshot.date.description),
      snapshot.kingdom.number == 51
    else { throw QueryError(code: .noSnapshot, snapshot: snapshot, reason: "there is none") }
    return SnapshotHeader(
      snapshot: snapshot, players: 10, runID: "r\(snapshot.date)", ingestedAt: .epoch,
      version: ObjectVersion(tag: "1"))
  }

  func top(_ metric: Metric, of upload: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    let entries = (1...10).map {
      Leaderboard.Entry(
        rank: $0, id: Int64($0), name: "<b>\($0)</b>", alliance: $0 == 1 ? nil : "A\"S",
        value: Int64(1000 - $0))
    }
    return Leaderboard(
      snapshot: upload.snapshot, metric: metric, totalPlayers: 10,
      entries: Array(entries.prefix(limit)))
  }
}

/// Asks a service over a lake with two snapshots of kingdom 51.
private func ask(
  _ path: String, query: String = "", method: HTTPMethod = .get, headers: HTTPFields = [:]
) async throws -> HTTPResponse {
  try await withTemporaryLake { lake async throws in
    for date in ["2026-01-19", "2026-01-26"] {
      let key = "curated/source=rok_players/kingdom=51/dt=\(date)/players.parquet"
      _ = try await lake.put(key, [SharedBytes("")], when: .always)
    }
    let service = HTTPService(
      SnapshotService(catalog: SnapshotCatalog(store: lake), engine: TenPlayers()),
      files: {
        ["": StaticFile(content: Array("page".utf8), type: "text/html; charset=utf-8")]
      })
    return await service.respond(
      to: HTTPRequest(method: method, path: path, query: query, headers: headers))
  }
}

@Suite struct SnapshotServiceTests {
  private let board = "/v1/kingdoms/51/leaderboards/dkp"

  @Test func aBoardIsTheLatestSnapshots() async throws {
    let answer = try await ask(board, query: "limit=2")
    #expect(answer.status == 200)
    #expect(
      answer.text.hasPrefix(
        #"{"kingdom":51,"metric":"dkp","date":"2026-01-26","total_players":10,"#
          + #""ranked_players":null,"previous_date":null,"entries":["#
          + #"{"rank":1,"id":1,"name":"<b>1</b>","alliance":null,"value":999},"#
          + #"{"rank":2,"id":2,"name":"<b>2</b>","alliance":"A\"S","value":998}],"previous_cursor":null,"next_cursor":""#
      ))
    #expect(answer.headers["Content-Type"] == "application/json")
    #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
  }

  @Test func cursorsLeadThroughTheWholeBoard() async throws {
    var ranks: [Int] = []
    var query = "limit=4&date=2026-01-19"
    for _ in 0..<3 {
      let text = try await ask(board, query: query).text
      ranks += text.matches(of: #/"rank":(\d+)/#).compactMap { Int($0.1) }
      guard let cursor = text.firstMatch(of: #/"next_cursor":"([^"]+)"/#) else { break }
      query = "limit=4&cursor=\(cursor.1)"
    }
    #expect(ranks == Array(1...10))
  }

  @Test func aCursorOfAReplacedSnapshotIsGone() async throws {
    let pins = ["2026-01-26", "another"]
    let cursor = Cursor(pins: pins, offset: 4).text
    #expect(try await ask(board, query: "cursor=\(cursor)").status == 410)
    // Whoever can make a cursor still cannot ask for all of a large board at once.
    let deep = Cursor(pins: pins, offset: 100_000).text
    #expect(try await ask(board, query: "cursor=\(deep)").status == 400)
  }

  @Test(arguments: [
    "limit=0", "limit=1001", "limit=ten", "date=yesterday", "date=2026-02-30", "cursor=x",
    "limit=1&limit=2", "date=%ZZ", "limit=-1", "limit=%2B5", "limit=05", "limit=1e9", "search=",
    "search=%20", "around=me", "around=-7", "compare=latest", "unknown=1", "=", "limit",
  ])
  func aBadParameterIsNamed(_ query: String) async throws {
    let answer = try await ask(board, query: query)
    #expect(answer.status == 400)
    #expect(answer.headers["Content-Type"] == "application/problem+json")
    #expect(answer.text.contains(query.prefix { $0 != "=" }))
  }

  @Test(arguments: [
    "/v1/kingdoms/52/leaderboards/dkp", "/v1/kingdoms/52/snapshots",
    "/v1/kingdoms/51/leaderboards/love", "/nothing", "/../etc/passwd",
  ])
  func whatIsNotThereIsAProblemWithCORS(_ path: String) async throws {
    let answer = try await ask(path)
    #expect(answer.status == 404)
    #expect(answer.text.contains(#""status":404"#))
    #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
  }

  @Test func aDateWithoutASnapshotIsNotFound() async throws {
    #expect(try await ask(board, query: "date=2026-01-20").status == 404)
  }

  @Test func kingdomsAndSnapshotsAreListed() async throws {
    #expect(
      try await ask("/v1/kingdoms").text
        == #"{"kingdoms":[{"kingdom":51,"latest_date":"2026-01-26"}]}"#)
    let snapshots = try await ask("/v1/kingdoms/51/snapshots").text
    #expect(snapshots.matches(of: #/"date":"([0-9-]+)"/#).map(\.1) == ["2026-01-26", "2026-01-19"])
  }

  @Test func knownBytesAreNotSentAgain() async throws {
    let first = try await ask(board)
    let tag = try #require(first.headers["ETag"])
    let second = try await ask(board, headers: ["if-none-match": tag])
    #expect(second.status == 304 && second.bytes.isEmpty && second.headers["ETag"] == tag)
    #expect(try await ask(board, query: "limit=3", headers: ["if-none-match": tag]).status == 200)
  }

  @Test func onlyReadingIsAllowed() async throws {
    let answer = try await ask(board, method: .post)
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] == "GET, HEAD, OPTIONS")
    #expect(try await ask(board, method: .options).status == 204)
  }

  @Test func thePageIsGuardedByAPolicy() async throws {
    let answer = try await ask("/")
    #expect(answer.text == "page")
    #expect(answer.headers["Content-Security-Policy"]?.contains("script-src 'self'") == true)
  }

  @Test func aLakeThatIsGoneIsSaidSoWithoutItsPath() async {
    let service = HTTPService(
      SnapshotService(
        catalog: SnapshotCatalog(store: DirectoryStore(root: "/nonexistent/lake")),
        engine: TenPlayers()))
    let answer = await service.respond(to: HTTPRequest(path: "/v1/kingdoms"))
    #expect(answer.status == 503)
    #expect(!answer.text.contains("nonexistent"))
  }
}
