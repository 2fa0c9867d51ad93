import Datasets
import Failures
import Leaderboards
import Storage
import TestSupport
import Testing
import Time

@testable import SQL
@testable import SnapshotQueries

@Suite struct AthenaEngineTests {
  private let failure = SQLError(code: .failed, reason: "HIVE_CANNOT_OPEN_SPLIT")

  private func engine(_ store: any ObjectStore, _ runner: any SQLRunner) throws -> AthenaEngine {
    try athenaEngine(over: store, runner)
  }

  @Test func theBestAreAskedForWithValuesBesideTheText() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), runID: "0123ab", to: lake)
      let runner = ScriptedRunner(.success([["3", "c", "A", "9"], ["1", "a", nil, "9"]]))
      let engine = try engine(lake, runner)
      let board = try await engine.top(.killPoints, of: snapshot, limit: 2)
      #expect(
        board.entries == [
          Leaderboard.Entry(rank: 1, id: 3, name: "c", alliance: "A", value: 9),
          Leaderboard.Entry(rank: 1, id: 1, name: "a", alliance: nil, value: 9),
        ])
      #expect(board.totalPlayers == 3)
      #expect(
        runner.queries == [
          SQLQuery(
            "SELECT id, name, alliance, value FROM (SELECT id, name, alliance,"
              + #" "kill_points" AS value, row_number() OVER"#
              + #" (ORDER BY "kill_points" DESC NULLS LAST, id) AS place"#
              + #" FROM "standings"."rok_players""#
              + " WHERE kingdom = ? AND dt = ? AND run_id = ?)"
              + " WHERE place <= ? ORDER BY place",
            [
              .integer(51), .text("2026-01-26"), .text("0123ab"), .integer(2),
            ])
        ])
    }
  }

  @Test func playersWithoutAValueAreNotRanked() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), to: lake)
      let runner = ScriptedRunner(
        .success([["1", "a", nil, "0"], ["2", "b", nil, nil], ["3", "c", nil, nil]]))
      let board = try await engine(lake, runner).top(.dkp, of: snapshot, limit: 100)
      #expect(board.entries.map(\.id) == [1])
      #expect(board.totalPlayers == 3)
    }
  }

  @Test func noEntriesAreNoQuery() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), to: lake)
      let runner = ScriptedRunner(.failure(failure))
      #expect(try await engine(lake, runner).top(.dkp, of: snapshot, limit: 0).entries.isEmpty)
      #expect(runner.queries.isEmpty)
    }
  }

  @Test func aSnapshotThatIsNotThereIsNotQueried() async throws {
    try await withTemporaryLake { lake async throws in
      let runner = ScriptedRunner(.success([]))
      let snapshot = SnapshotID(
        kingdom: try #require(Kingdom(7)), date: try #require(CalendarDate("2026-01-26")))
      await #expect {
        try await engine(lake, runner).top(.dkp, of: snapshot, limit: 9)
      } throws: {
        ($0 as? QueryError)?.code == .noSnapshot
      }
      #expect(runner.queries.isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func aSnapshotThatIsReplacedMeanwhileHasChanged(fails: Bool) async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), runID: "first", to: lake)
      let runner = ScriptedRunner(fails ? .failure(failure) : .success([])) {
        _ = try? await write(players(4), runID: "second", to: lake)
      }
      await #expect {
        try await engine(lake, runner).top(.dkp, of: snapshot, limit: 9)
      } throws: {
        ($0 as? ObjectStoreError)?.code == .changed
      }
    }
  }

  @Test func aTableThatDoesNotShowTheSnapshotIsSaidSo() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), to: lake)
      await #expect {
        try await engine(lake, ScriptedRunner(.success([]))).top(.dkp, of: snapshot, limit: 9)
      } throws: {
        ($0 as? QueryError)?.code == .missingFromTable
      }
    }
  }

  @Test(arguments: SQLErrorCode.allCases)
  func anErrorOfTheServiceIsHandedOn(_ code: SQLErrorCode) async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), to: lake)
      let runner = ScriptedRunner(.failure(SQLError(code: code, reason: "it was so")))
      await #expect(throws: SQLError(code: code, reason: "it was so")) {
        try await engine(lake, runner).top(.dkp, of: snapshot, limit: 9)
      }
    }
  }

  @Test(arguments: [
    ["1", "a", nil], ["one", "a", nil, "1"], ["1", nil, nil, "1"], ["1", "a", nil, "1.5"],
    [nil, "a", nil, "1"],
  ])
  func rowsOfAnotherShapeAreNoBoard(_ row: SQLRow) async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(1), to: lake)
      await #expect {
        try await engine(lake, ScriptedRunner(.success([row]))).top(.dkp, of: snapshot, limit: 9)
      } throws: {
        ($0 as? SQLError)?.code == .unreachable
      }
    }
  }

  @Test(arguments: [
    "", "a b", "a\"b", "a;b", "a.b", "é", "a-b", String(repeating: "a", count: 256),
  ])
  func namesThatCouldBeMoreThanNamesAreRefused(_ name: String) {
    #expect(AthenaTable(database: name, table: "t") == nil)
    #expect(AthenaTable(database: "d", table: name) == nil)
  }
}
