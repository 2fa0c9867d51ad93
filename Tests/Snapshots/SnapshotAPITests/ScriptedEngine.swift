import Bytes
import Datasets
import HTTP
import HTTPAPI
import Leaderboards
import SnapshotAPI
import SnapshotQueries
import Storage
import TestSupport
import Time

/// Three players at two dates, with what is told of each written out. Ann leads by every metric, Bo
/// has no alliance, and Cy came between the two dates.
struct ScriptedEngine: QueryEngine {
  static let dates = ["2026-01-19", "2026-01-26"]
  static let ann = Player(id: 7, name: "=Ann", alliance: "A\"S")
  static let bo = Player(id: 8, name: "Bo", alliance: nil)
  static let cy = Player(id: 9, name: "Cy", alliance: "X,Y")

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    guard Self.dates.contains(snapshot.date.description), snapshot.kingdom.number == 51 else {
      throw QueryError(code: .noSnapshot, snapshot: snapshot, reason: "there is none")
    }
    return SnapshotHeader(
      snapshot: snapshot, players: 3, runID: "r\(snapshot.date)", ingestedAt: .epoch,
      version: ObjectVersion(tag: "1"), rankedPlayers: [.dkp: 2, .power: 3])
  }

  private func entries(_ header: SnapshotHeader) -> [Leaderboard.Entry] {
    [(1, Self.ann, 500), (2, Self.bo, 300), (2, Self.cy, 300)].map { rank, player, value in
      Leaderboard.Entry(
        rank: rank, id: player.id, name: player.name, alliance: player.alliance, value: value)
    }
  }

  func top(
    _ metric: Metric, of header: SnapshotHeader, limit: Int
  ) async throws -> Leaderboard {
    try await board(metric, of: header, from: 0, limit: limit)
  }

  func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard {
    Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players,
      entries: Array(entries(header).dropFirst(offset).prefix(limit)))
  }

  func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard {
    Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players,
      entries: Array(entries(header).filter { $0.id == 8 }.dropFirst(offset).prefix(limit)))
  }

  func place(of id: Int64, by metric: Metric, in header: SnapshotHeader) async throws -> Int? {
    switch id {
    case 7: 0
    case 9: 2
    case 99: 100_000
    default: nil
    }
  }

  func ranks(
    of players: Set<Int64>, by metric: Metric, in header: SnapshotHeader
  ) async throws -> [Int64: RankedNumber] {
    players.contains(7) ? [7: RankedNumber(rank: 2, value: 100)] : [:]
  }

  func players(
    matching search: PlayerSearch, in header: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches {
    PlayerMatches(
      count: 2,
      players: Array(
        [
          PlayerMatches.Match(player: Self.ann, power: 40),
          PlayerMatches.Match(player: Self.bo, power: nil),
        ].prefix(limit)))
  }

  func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?] {
    headers.map { header in
      guard id == 7, header.snapshot.date.description == "2026-01-26" else { return nil }
      return PlayerStanding(
        player: Self.ann, values: [.power: 40, .dkp: 500],
        ranks: [
          .power: PlayerStanding.Rank(rank: 1, of: 3), .dkp: PlayerStanding.Rank(rank: 1, of: 2),
        ])
    }
  }

  func gains(_ query: GainsQuery, from offset: Int, limit: Int) async throws -> Gains {
    let entries = [
      PlayerGain(
        rank: 1, player: Self.ann, from: .init(value: 100, rank: 2, hidesKills: true),
        to: .init(value: 500, rank: 1, hidesKills: false)),
      PlayerGain(
        rank: 2, player: Self.bo, from: .init(value: 400, rank: 1, hidesKills: false),
        to: .init(value: 300, rank: 2, hidesKills: false)),
    ]
    return Gains(
      comparedPlayers: 2, entries: Array(entries.dropFirst(offset).prefix(limit)),
      arrived: .init(count: 5, players: [.init(player: Self.cy, from: nil, to: 300)]),
      departed: .none,
      withoutValue: .init(count: 1, players: [.init(player: Self.bo, from: 4, to: nil)]))
  }
}

/// Asks the API over a lake with two snapshots and one report of kingdom 51.
/// - Parameter target: the path, and the query behind a `?`.
func askScripted(_ target: String, accept: String? = nil) async throws -> HTTPResponse {
  try await withTemporaryLake { lake async throws in
    for date in ScriptedEngine.dates {
      let key = "curated/source=rok_players/kingdom=51/dt=\(date)/players.parquet"
      _ = try await lake.put(key, [SharedBytes("")], when: .always)
    }
    let run = "source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z"
    _ = try await lake.put("reports/\(run)/report.json", [SharedBytes(report)], when: .always)
    let service = HTTPService(
      SnapshotService(catalog: SnapshotCatalog(store: lake), engine: ScriptedEngine()))
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    return await service.respond(
      to: HTTPRequest(
        path: parts[0], query: parts.count > 1 ? parts[1] : "",
        headers: accept.map { ["Accept": $0] } ?? [:]))
  }
}

private let report = """
  {"run_id":"r2026-01-26","uploaded_at":"2026-01-26T15:30:12.314Z","snapshot_date":"2026-01-26",\
  "file":"a.csv","status":"accepted","rows":{"total":3,"accepted":2,"refused":1,"suspicious":1},\
  "problems":[{"row":3}],"unlisted_problems":4}

  """
