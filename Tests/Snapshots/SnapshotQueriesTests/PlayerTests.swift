import Datasets
import Failures
import Leaderboards
import Storage
import TestSupport
import Testing

@testable import SnapshotQueries

@Suite struct PlayerTests {
  private let players = [
    CuratedPlayer(
      id: 1000, name: "Žlutý Wolf", alliance: "ICE", values: [.power: 5, .kills: 7, .dkp: 1]),
    CuratedPlayer(id: 2000, name: "wolf", values: [.power: 9, .kills: 7]),
    CuratedPlayer(id: 3000, name: "Werewolf", alliance: "wolf", values: [.power: 9]),
    CuratedPlayer(id: 10_001, name: "𝕯𝖗𝖆𝖌𝖔𝖓", alliance: "-ICE", values: [.kills: 8]),
  ]

  private func withUpload<Result: Sendable>(
    _ body: (ParquetEngine, SnapshotHeader) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players, date: "2026-01-26", rowsPerGroup: 2, to: lake)
      let engine = ParquetEngine(store: lake)
      return try await body(engine, try await engine.header(of: snapshot))
    }
  }

  @Test(
    arguments: [
      ("wolf", [2000, 1000, 3000]), ("WOLF", [2000, 1000, 3000]), ("olf", [2000, 3000, 1000]),
      ("zluty", [1000]), ("dragon", [10_001]), ("1000", [1000, 10_001]), ("100", [1000, 10_001]),
      ("ice", [1000, 10_001]), ("-ice", [10_001]), (" wolf ", [2000, 1000, 3000]), ("zzz", []),
      ("\u{301}", []), (" \u{200D}", []),
    ] as [(String, [Int64])])
  func playersAreFoundAsAPersonWouldLookForThem(_ text: String, ids: [Int64]) async throws {
    let search = try #require(PlayerSearch(text))
    let matches = try await withUpload { try await $0.players(matching: search, in: $1, limit: 9) }
    #expect(matches.players.map(\.id) == ids)
    #expect(matches.count == ids.count)
  }

  @Test func asManyAreNamedAsAreWantedAndAllCounted() async throws {
    let search = try #require(PlayerSearch("wolf"))
    let matches = try await withUpload { try await $0.players(matching: search, in: $1, limit: 1) }
    #expect(matches.count == 3)
    #expect(
      matches.players == [
        PlayerMatches.Match(
          player: Player(id: 2000, name: "wolf", alliance: nil), power: 9)
      ])
  }

  @Test func aBoardOfThoseWhoFitKeepsTheRanksOfAll() async throws {
    let search = try #require(PlayerSearch("ice"))
    let board = try await withUpload {
      try await $0.board(.kills, of: $1, matching: search, from: 0, limit: 9)
    }
    #expect(board.entries.map(\.id) == [10_001, 1000] && board.entries.map(\.rank) == [1, 2])
    #expect(board.totalPlayers == 4)
  }

  @Test(arguments: [0, 1, 500, 1_099, 1_100, 1_850, 1_999, 2_000, 9_999])
  func aPageFarDownIsThatOfTheWholeBoard(offset: Int) async throws {
    try await withTemporaryLake { lake async throws in
      let players = (0..<2_000).map {
        CuratedPlayer(
          id: Int64(7_919 * $0 % 2_003), name: "n\($0)",
          values: $0 % 13 == 0 ? [:] : [.power: .random(in: 0...40)])
      }
      let snapshot = try await write(players, date: "2026-01-26", rowsPerGroup: 300, to: lake)
      let engine = ParquetEngine(store: lake)
      let header = try await engine.header(of: snapshot)
      let whole = try await engine.top(.power, of: header, limit: 2_000)
      let page = try await engine.board(.power, of: header, from: offset, limit: 10)
      #expect(page.entries == Array(whole.entries.dropFirst(offset).prefix(10)))
      #expect(page.totalPlayers == 2_000)
    }
  }

  @Test(arguments: [(2000, 0), (3000, 1), (1000, 2), (10_001, nil), (5, nil)] as [(Int64, Int?)])
  func aPlayersPlaceOnABoardIsKnown(_ id: Int64, place: Int?) async throws {
    #expect(try await withUpload { try await $0.place(of: id, by: .power, in: $1) } == place)
  }

  @Test func ranksOfSomePlayersAreThoseAmongAll() async throws {
    let ranks = try await withUpload {
      try await $0.ranks(of: [1000, 3000, 10_001, 7], by: .power, in: $1)
    }
    #expect(
      ranks == [1000: RankedNumber(rank: 3, value: 5), 3000: RankedNumber(rank: 1, value: 9)])
  }

  @Test func aPlayerHasValuesAndRanks() async throws {
    let standing = try await withUpload { try await $0.standings(of: 1000, in: [$1]) }
    #expect(
      standing == [
        PlayerStanding(
          player: Player(id: 1000, name: "Žlutý Wolf", alliance: "ICE"),
          values: [.power: 5, .kills: 7, .dkp: 1],
          ranks: [
            .power: .init(rank: 3, of: 3), .kills: .init(rank: 2, of: 3),
            .dkp: .init(rank: 1, of: 1),
          ])
      ])
  }

  @Test func aHistoryHasAnAnswerForEachSnapshot() async throws {
    try await withTemporaryLake { lake async throws in
      let engine = ParquetEngine(store: lake)
      var headers: [SnapshotHeader] = []
      for (day, ids) in [(12, [1, 2]), (19, [2]), (26, [1, 2, 3])] as [(Int, [Int64])] {
        let players = ids.map { CuratedPlayer(id: $0, values: [.power: Int64(day) * $0]) }
        let snapshot = try await write(players, date: "2026-01-\(day)", to: lake)
        headers.append(try await engine.header(of: snapshot))
      }
      let history = try await engine.standings(of: 1, in: headers)
      #expect(history.map { $0?.values[.power] } == [12, nil, 26])
      #expect(history.map { $0?.ranks[.power]?.rank } == [2, nil, 3])
    }
  }

  @Test func aSnapshotThatIsReplacedMeanwhileIsNoMix() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players, date: "2026-01-26", runID: "first", to: lake)
      let engine = ParquetEngine(store: lake)
      let header = try await engine.header(of: snapshot)
      _ = try await write(players, date: "2026-01-26", runID: "second", to: lake)
      let fresh = ParquetEngine(store: lake)
      await #expect {
        try await fresh.standings(of: 1000, in: [header])
      } throws: {
        ($0 as? ObjectStoreError)?.code == .changed
      }
    }
  }
}
