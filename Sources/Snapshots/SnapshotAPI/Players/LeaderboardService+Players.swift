import Datasets
import JSON
import Leaderboards
import SnapshotQueries
import Time

extension LeaderboardService {
  func players(of kingdom: Kingdom, _ query: QueryParameters) async throws -> APIResponse {
    guard let search = try query.search else {
      throw ProblemDetails.badParameter("search", found: "", expected: "a part of a name, or an id")
    }
    let selector = try query.snapshot("date", words: ["latest": .latest]) ?? .latest
    let limit = try query.number("limit", in: 1...100, default: 20)
    let header = try await header(of: kingdom, selector)
    let matches = try await engine.players(matching: search, in: header, limit: limit)
    return try json(cache: selector.isDated ? Self.minutes : Self.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.member("snapshot_date", header.snapshot.date.description)
        $0.member("total_matches", matches.count)
        $0.array("players") { for player in matches.players { player.write(to: &$0) } }
      }
    }
  }

  func player(
    _ id: Int64, of kingdom: Kingdom, _ query: QueryParameters
  ) async throws -> APIResponse {
    let selector = try query.snapshot("date", words: ["latest": .latest]) ?? .latest
    let header = try await header(of: kingdom, selector)
    guard let standing = try await engine.standings(of: id, in: [header]).first ?? nil else {
      throw ProblemDetails.notFound(
        "Kingdom \(kingdom) lists no player \(id) on \(header.snapshot.date).", code: "no_player")
    }
    return try json(cache: selector.isDated ? Self.minutes : Self.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.member("snapshot_date", header.snapshot.date.description)
        $0.member("total_players", header.players)
        $0.member("id", id)
        standing.writeMembers(to: &$0)
      }
    }
  }

  func history(
    of id: Int64, in kingdom: Kingdom, _ query: QueryParameters
  ) async throws -> APIResponse {
    let limit = try query.number("limit", in: 1...366, default: 60)
    let snapshots = try await catalog.snapshots(of: kingdom)
    let uploads = try await headers(of: Array(snapshots.prefix(limit)))
    if uploads.isEmpty { throw ProblemDetails.noSnapshot(of: kingdom) }
    let standings = try await engine.standings(of: id, in: uploads)
    guard let newest = standings.compactMap({ $0 }).first else {
      throw ProblemDetails.notFound(
        "None of the last \(uploads.count) snapshots of kingdom \(kingdom) lists a player \(id).",
        code: "no_player")
    }
    return try json(cache: Self.shortly) {
      $0.object {
        $0.member("kingdom", kingdom.number)
        $0.member("id", id)
        $0.member("name", newest.name)
        $0.member("alliance", newest.alliance)
        $0.array("snapshots") {
          for (header, standing) in zip(uploads, standings) {
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
