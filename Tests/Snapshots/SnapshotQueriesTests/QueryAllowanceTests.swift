import Datasets
import Leaderboards
import Storage
import Synchronization
import TestSupport
import Testing
import Time

@testable import SQL
@testable import SnapshotQueries

/// A clock that a test sets.
private final class SetClock: Sendable {
  private let time: Mutex<Instant>
  init(_ text: String) throws { time = Mutex(try #require(Instant(text))) }

  var now: Instant { time.withLock { $0 } }
  func set(_ text: String) throws {
    let instant = try #require(Instant(text))
    time.withLock { $0 = instant }
  }
}

@Suite struct QueryAllowanceTests {
  @Test func aDayOfUTCHasItsOwn() throws {
    let clock = try SetClock("2026-01-26T23:59:59Z")
    let allowance = QueryAllowance(maxQueries: 2) { clock.now }
    #expect([allowance.take(), allowance.take(), allowance.take()] == [true, true, false])
    try clock.set("2026-01-27T00:00:00Z")
    #expect(allowance.take())
    // A clock that is put back brings no second allowance of the day before.
    try clock.set("2026-01-26T12:00:00Z")
    #expect([allowance.take(), allowance.take()] == [true, false])
  }

  @Test func nothingIsAllowedWhereNothingIsSaidToBe() throws {
    let clock = try SetClock("2026-01-26T12:00:00Z")
    #expect(!QueryAllowance(maxQueries: 0) { clock.now }.take())
  }

  @Test func thatItIsUsedUpIsToldOnceADay() throws {
    let clock = try SetClock("2026-01-26T12:00:00Z")
    let allowance = QueryAllowance(maxQueries: 1) { clock.now }
    for _ in 0..<3 { _ = allowance.take() }
    #expect(allowance.takeNotes() == .init(allowed: 1, refused: 2, isUsedUp: true))
    _ = allowance.take()
    #expect(allowance.takeNotes() == .init(allowed: 0, refused: 1, isUsedUp: false))
    #expect(allowance.takeNotes() == .init())
    try clock.set("2026-01-27T12:00:00Z")
    for _ in 0..<2 { _ = allowance.take() }
    #expect(allowance.takeNotes() == .init(allowed: 1, refused: 1, isUsedUp: true))
  }
}

/// How many queries questions cost.
@Suite struct AthenaCostTests {
  /// Three players with a power, as the table shows them.
  private static let rows: [SQLRow] = (0..<3).map { ["\($0 + 1)", "run \($0)", nil, "\(3 - $0)"] }

  private func withEngines(
    players count: Int = 3, of runID: String = "run", maxQueries: Int? = nil,
    _ body: (CachingEngine, ScriptedRunner, ManualClock, SnapshotID, DirectoryStore)
      async throws -> Void
  ) async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(count, of: "run"), runID: runID, to: lake)
      let runner = ScriptedRunner(.success(Self.rows))
      let table = try #require(AthenaTable(database: "standings", table: "rok_players"))
      let allowance = maxQueries.map { QueryAllowance(maxQueries: $0) { .epoch } }
      let clock = ManualClock()
      let engine = CachingEngine(
        AthenaEngine(store: lake, running: runner, on: table, allowing: allowance),
        clock: clock.clock)
      try await body(engine, runner, clock, snapshot, lake)
    }
  }

  @Test func theTopOfABoardIsOneQueryAnUpload() async throws {
    try await withEngines { engine, runner, clock, snapshot, lake in
      for (offset, limit) in [(0, 101), (0, 11), (1, 50), (0, 1), (50, 51)] {
        for _ in 0..<2 {
          let header = try await engine.header(of: snapshot)
          _ = try await engine.board(.power, of: header, from: offset, limit: limit)
          clock.advance(by: .seconds(3_600))
        }
      }
      #expect(runner.queries.count == 1)
      // Of another upload it is another board.
      _ = try await write(players(3, of: "second"), runID: "second", to: lake)
      for _ in 0..<3 {
        let header = try await engine.header(of: snapshot)
        _ = try await engine.board(.power, of: header, from: 0, limit: 101)
      }
      #expect(runner.queries.count == 2)
    }
  }

  @Test func whatStrangersCanAskWithoutEndIsNoQuery() async throws {
    try await withEngines(players: 3_000) { engine, runner, _, snapshot, _ in
      let header = try await engine.header(of: snapshot)
      let deep = try await engine.board(.power, of: header, from: 2_000, limit: 101)
      #expect(deep.entries.map(\.rank) == Array(2_001...2_101))
      let search = try #require(PlayerSearch("run 7"))
      _ = try await engine.board(.power, of: header, matching: search, from: 0, limit: 11)
      _ = try await engine.players(matching: search, in: header, limit: 11)
      _ = try await engine.place(of: 7, by: .power, in: header)
      #expect(runner.queries.isEmpty)
    }
  }

  @Test func gainsByWeightsOfChoiceAreNoQuery() async throws {
    try await withTemporaryLake { lake async throws in
      let values: [PlayerColumn: Int64] = [.t4Kills: 5, .t5Kills: 6, .deaths: 7]
      let player = CuratedPlayer(id: 1, name: "a", values: values)
      let expected: [Int64] = [1 * 5 + 2 * 6 + 3 * 7]
      let runner = ScriptedRunner(.success([]))
      let engine = try athenaEngine(over: lake, runner)
      let from = try await engine.header(
        of: write([player], date: "2026-01-19", dkp: .computed, to: lake))
      let to = try await engine.header(
        of: write([player], date: "2026-01-26", dkp: .computed, to: lake))
      let weights = try #require(DKPWeights("t4:1,t5:2,deaths:3"))
      let chosen = GainsQuery(.dkp, from: from, to: to, weights: weights)
      let gains = try await engine.gains(chosen, limit: 10)
      #expect(gains.entries.map(\.to.value) == expected)
      #expect(runner.queries.isEmpty)
      // The weights of the upload itself are one question, whoever names them.
      let own = GainsQuery(.dkp, from: from, to: to, weights: to.dkpWeights)
      _ = try? await engine.gains(own, limit: 10)
      #expect(runner.queries.count == 1)
    }
  }

  @Test func afterTheQueriesOfTheDayTheFilesAnswer() async throws {
    try await withEngines(maxQueries: 1) { engine, runner, _, snapshot, lake in
      let header = try await engine.header(of: snapshot)
      let asked = try await engine.board(.power, of: header, from: 0, limit: 101)
      #expect(asked.entries.map(\.id) == [1, 2, 3] && runner.queries.count == 1)

      let second = try await write(
        [CuratedPlayer(id: 9, name: "z", values: [.power: 7, .deaths: 1])], date: "2026-02-02",
        to: lake)
      let later = try await engine.header(of: second)
      let board = try await engine.board(.deaths, of: later, from: 0, limit: 101)
      #expect(board.entries.map(\.id) == [9])
      let standings = try await engine.standings(of: 9, in: [later])
      #expect(standings.count == 1 && standings[0]?.name == "z")
      let gains = try await engine.gains(
        GainsQuery(.power, from: later, to: later), from: 0, limit: 10)
      #expect(gains.comparedPlayers == 1)
      #expect(runner.queries.count == 1)
    }
  }
}
