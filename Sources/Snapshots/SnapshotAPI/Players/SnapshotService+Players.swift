import Datasets
import HTTPAPI
import JSON
import Leaderboards
import SnapshotQueries
import Time

extension SnapshotService {
  func players(_ request: RouteRequest) async throws -> HTTPResponse {
    let (kingdom, query) = (try request.kingdom, request.query)
    guard let search = try query.search else {
      throw ProblemDetails.badParameter(
        "search", found: "", expected: "a part of a name, or an id")
    }
    let selector = try query.snapshot("date", words: ["latest": .latest]) ?? .latest
    let limit = try query.number("limit", in: 1...100, default: 20)
    let header = try await header(of: kingdom, selector)
    let matches = try await engine.players(matching: search, in: header, limit: limit)
    return .json(cache: selector.isDated ? CacheControl.minutes : CacheControl.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.member("date", header.snapshot.date.description)
        $0.member("total_matches", matches.count)
        $0.array("players") { for player in matches.players { player.write(to: &$0) } }
      }
    }
  }

  func player(_ request: RouteRequest) async throws -> HTTPResponse {
    let (kingdom, id) = (try request.kingdom, try request.player)
    let selector = try request.query.snapshot("date", words: ["latest": .latest]) ?? .latest
    let header = try await header(of: kingdom, selector)
    guard let standing = try await engine.standings(of: id, in: [header]).first ?? nil else {
      throw ProblemDetails.notFound(
        "Kingdom \(kingdom) lists no player \(id) on \(header.snapshot.date).",
        code: "no_player")
    }
    return .json(cache: selector.isDated ? CacheControl.minutes : CacheControl.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.member("date", header.snapshot.date.description)
        $0.member("total_players", header.players)
        $0.member("id", id)
        standing.writeMembers(to: &$0)
      }
    }
  }

  func history(_ request: RouteRequest) async throws -> HTTPResponse {
    let (kingdom, id) = (try request.kingdom, try request.player)
    let limit = try request.query.number("limit", in: 1...366, default: 60)
    let snapshots = try await catalog.snapshots(of: kingdom)
    let headers = try await headers(of: Array(snapshots.prefix(limit)))
    if headers.isEmpty { throw ProblemDetails.noSnapshot(of: kingdom) }
    let standings = try await engine.standings(of: id, in: headers)
    guard let newest = standings.compactMap({ $0 }).first else {
      throw ProblemDetails.notFound(
        "None of the last \(headers.count) snapshots of kingdom \(kingdom) lists a player \(id).",
        code: "no_player")
    }
    return .json(cache: CacheControl.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.member("id", id)
        $0.member("name", newest.name)
        $0.member("alliance", newest.alliance)
        $0.array("snapshots") {
          for (header, standing) in zip(headers, standings) {
            $0.object { json in
              json.member("date", header.snapshot.date.description)
              json.member("listed", standing != nil)
              standing?.writeMembers(to: &json)
            }
          }
        }
      }
    }
  }
}
