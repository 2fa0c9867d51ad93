import Bytes
import DataLake
import Datasets
import Leaderboards
import Storage
import TestSupport
import Testing

@testable import SnapshotQueries

@Suite struct ParquetEngineTests {
  /// How powers are spread over the rows of a file.
  enum Spread: CaseIterable {
    case random, descending, ascending, fewValues, allEqual, mostlyMissing, allMissing
  }

  private func players(_ count: Int, _ spread: Spread) -> [SamplePlayer] {
    (0..<count).map { row in
      let power: Int64? =
        switch spread {
        case .random: .random(in: 0...1_000_000)
        case .descending: Int64(2 * (count - row))
        case .ascending: Int64(row)
        case .fewValues: .random(in: 0...5)
        case .allEqual: 7
        case .mostlyMissing: row % 17 == 0 ? .random(in: 0...9) : nil
        case .allMissing: nil
        }
      return SamplePlayer(
        id: Int64((row * 7_919) % 100_003 + 1), name: "名 \(row)",
        alliance: row % 3 == 0 ? nil : "A\(row % 5)", power: power)
    }
  }

  @Test(arguments: Spread.allCases, [0, 1, 10, 100, 5_000])
  func theTopIsWhatSortingGives(_ spread: Spread, limit: Int) async throws {
    let players = players(1_000, spread)
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players, rowsPerGroup: 300, rowsPerPage: 40, to: lake)
      let board = try await ParquetEngine(store: lake).top(.power, of: snapshot, limit: limit)
      #expect(board.entries == expectedBoard(players, limit: limit))
      #expect(board.totalPlayers == 1_000)
    }
  }

  @Test func aSnapshotOfOnePlayerHasABoard() async throws {
    try await withTemporaryLake { lake async throws in
      let player = SamplePlayer(id: 9, name: "", alliance: nil, power: 0)
      let snapshot = try await write([player], rowsPerGroup: 1, rowsPerPage: 1, to: lake)
      let board = try await ParquetEngine(store: lake).top(.power, of: snapshot, limit: 100)
      #expect(board.entries == expectedBoard([player], limit: 100))
    }
  }

  @Test func pagesThatCannotHoldOneOfTheBestAreNotRead() async throws {
    try await withTemporaryLake { lake async throws in
      let players = players(300_000, .descending)
      let snapshot = try await write(players, rowsPerGroup: 50_000, rowsPerPage: 1_000, to: lake)
      let counting = CountingStore(lake)
      let size = try #require(try await lake.head(LakeKey.curated(snapshot).description)).byteCount
      let board = try await ParquetEngine(store: counting).top(.power, of: snapshot, limit: 100)
      #expect(board.entries == expectedBoard(players, limit: 100))
      // The end of the file and a page of each of four columns, of 1,200 pages.
      #expect(counting.bytesRead < 64 << 10 + size / 20)
    }
  }

  @Test(arguments: [
    // The best that are set aside differ from the rows, to show which of both were asked.
    (limit: 2, names: ["best 0", "best 1"]), (1, ["best 0"]), (3, ["row 1", "row 0", "row 2"]),
  ])
  func theBestThatAreSetAsideNeedNoColumn(limit: Int, names: [String]) async throws {
    try await withTemporaryLake { lake async throws in
      let rows = [(1, 50), (2, 60), (3, 40)].enumerated().map { row, player in
        SamplePlayer(id: player.0, name: "row \(row)", alliance: nil, power: player.1)
      }
      let best = (0..<2).map {
        PlayerScore(
          player: Player(id: $0 + 1, name: "best \($0)", alliance: nil), value: 9)
      }
      let text = BestPlayers(limit: 2, players: best).text
      let snapshot = try await write(
        rows, metadata: [(CuratedTable.bestPlayersKey(.power), text)], to: lake)
      let board = try await ParquetEngine(store: lake).top(.power, of: snapshot, limit: limit)
      #expect(board.entries.map(\.name) == names)
    }
  }

  @Test func manyPlayersAreOneSmallRead() async throws {
    try await withTemporaryLake { lake async throws in
      let players = players(300_000, .descending)
      let best = players.prefix(100).map {
        PlayerScore(
          player: Player(id: $0.id, name: $0.name, alliance: $0.alliance), value: $0.power ?? 0)
      }
      let text = BestPlayers(limit: 100, players: best).text
      let snapshot = try await write(
        players, metadata: [(CuratedTable.bestPlayersKey(.power), text)], rowsPerGroup: 100_000,
        rowsPerPage: 5_000, to: lake)
      let counting = CountingStore(lake)
      let board = try await ParquetEngine(store: counting).top(.power, of: snapshot, limit: 100)
      #expect(board.entries == expectedBoard(players, limit: 100))
      #expect(counting.bytesRead <= 64 << 10)
    }
  }

  @Test func aMetricThatTheFileLacksIsSaidSo() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(10, .random), rowsPerGroup: 10, rowsPerPage: 5, to: lake)
      await #expect {
        try await ParquetEngine(store: lake).top(.dkp, of: snapshot, limit: 1)
      } throws: {
        ($0 as? QueryError)?.code == .unreadableSnapshot
      }
    }
  }

  @Test func aDamagedFileIsAnErrorAndNotABoard() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(10, .random), rowsPerGroup: 10, rowsPerPage: 5, to: lake)
      let key = LakeKey.curated(snapshot).description
      let half = try await lake.get(key).array.prefix(200)
      _ = try await lake.put(key, [SharedBytes(Array(half))], when: .always)
      await #expect { try await ParquetEngine(store: lake).header(of: snapshot) } throws: {
        ($0 as? QueryError)?.code == .unreadableSnapshot
      }
    }
  }
}
