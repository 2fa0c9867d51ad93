import Bytes
import DataLake
import Rankings
import TestSupport
import Testing

@testable import Querying

@Suite struct ParquetEngineTests {
  /// How powers are spread over the rows of a file.
  enum Spread: CaseIterable {
    case random, descending, ascending, fewValues, allEqual, mostlyMissing, allMissing
  }

  private func players(_ count: Int, _ spread: Spread) -> [Player] {
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
      return Player(
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
      let player = Player(id: 9, name: "", alliance: nil, power: 0)
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
      #expect(counting.bytesRead < 256 << 10 + size / 20)
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
      await #expect { try await ParquetEngine(store: lake).summary(of: snapshot) } throws: {
        ($0 as? QueryError)?.code == .unreadableSnapshot
      }
    }
  }
}
