import Datasets
import Failures
import Leaderboards
import Storage
import Synchronization
import TestSupport
import Testing
import Time

@testable import SnapshotQueries

/// Answers about players of its own, and remembers what it was asked.
private final class PlayersEngine: BoardEngine {
  struct Asked: Equatable {
    var headers = 0
    /// The limits of the questions about gains.
    var gains: [Int] = []
    /// How many uploads each question about a player was about.
    var standings: [Int] = []
  }

  private let asked = Mutex(Asked())
  private let comparedPlayers: Int
  private let name: String
  /// Runs that are not there any more.
  private let replaced = Mutex<Set<String>>([])
  private let gate: @Sendable () async throws -> Void

  init(
    comparing comparedPlayers: Int = 3_000, named name: String = "",
    gate: @escaping @Sendable () async throws -> Void = {}
  ) {
    self.comparedPlayers = comparedPlayers
    self.name = name
    self.gate = gate
  }

  var questions: Asked { asked.withLock { $0 } }

  func replace(_ run: String) { _ = replaced.withLock { $0.insert(run) } }

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    asked.withLock { $0.headers += 1 }
    return snapshotHeader(snapshot, run: "run of \(snapshot.date)")
  }

  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    throw UnexpectedQuestion(name: "top")
  }

  func gains(_ query: GainsQuery, from offset: Int, limit: Int) async throws -> Gains {
    asked.withLock { $0.gains.append(limit) }
    try await gate()
    try refuseReplaced([query.from, query.to])
    let entries = (0..<min(limit, comparedPlayers)).map { place in
      let side = PlayerGain.Side(value: Int64(comparedPlayers - place), rank: 1, hidesKills: false)
      return PlayerGain(
        rank: place + 1, player: Player(id: Int64(place), name: name, alliance: nil),
        from: .init(value: 0, rank: 1, hidesKills: false), to: side)
    }
    return Gains(
      comparedPlayers: comparedPlayers, entries: entries, arrived: .none, departed: .none,
      withoutValue: .none)
  }

  func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?] {
    asked.withLock { $0.standings.append(headers.count) }
    try await gate()
    try refuseReplaced(headers)
    return headers.map { header in
      // Nobody is listed on the second of a month.
      header.snapshot.date.description.hasSuffix("02")
        ? nil
        : PlayerStanding(
          player: Player(id: id, name: "\(header.runID) \(id)\(name)", alliance: nil), values: [:],
          ranks: [:])
    }
  }

  private func refuseReplaced(_ headers: [SnapshotHeader]) throws {
    let gone = replaced.withLock { $0 }
    if let header = headers.first(where: { gone.contains($0.runID) }) {
      throw ObjectStoreError.replaced(header)
    }
  }
}

private func snapshotHeader(_ snapshot: SnapshotID, run: String) -> SnapshotHeader {
  SnapshotHeader(
    snapshot: snapshot, players: 3_000, runID: run, ingestedAt: .epoch,
    version: ObjectVersion(tag: "v"))
}

@Suite struct CachingGainsTests {
  private let clock = ManualClock()

  private func header(_ day: Int, run: String? = nil) throws -> SnapshotHeader {
    let date = try #require(CalendarDate(year: 2026, month: 1, day: day))
    let snapshot = SnapshotID(kingdom: try #require(Kingdom(51)), date: date)
    return snapshotHeader(snapshot, run: run ?? "run of \(date)")
  }

  private func query(
    _ metric: Metric = .power, _ from: Int = 1, _ to: Int = 3, weights: DKPWeights? = nil
  ) throws -> GainsQuery {
    GainsQuery(metric, from: try header(from), to: try header(to), weights: weights)
  }

  @Test func gainsAreWorkedOutOnceAndAnyPartOfThemIsKept() async throws {
    let asked = PlayersEngine()
    let engine = CachingEngine(asked, clock: clock.clock)
    for limit in [100, 20, 101, 101, 257, 1_000] {
      let gains = try await engine.gains(try query(), limit: limit)
      #expect(gains.comparedPlayers == 3_000)
      #expect(gains.entries.count == limit)
    }
    // As for boards: a page, and then powers of two.
    #expect(asked.questions.gains == [101, 512, 1_024])
  }

  @Test func gainsOfFewAreKnownToBeWhole() async throws {
    let asked = PlayersEngine(comparing: 7)
    let engine = CachingEngine(asked, clock: clock.clock)
    for limit in [100, 1_000] {
      #expect(try await engine.gains(try query(), limit: limit).entries.count == 7)
    }
    #expect(asked.questions.gains.count == 1)
  }

  @Test func anotherPairOrMeasureIsAnotherAnswer() async throws {
    let asked = PlayersEngine()
    let engine = CachingEngine(asked, clock: clock.clock)
    let weights = try #require(DKPWeights("t4:1,t5:1,deaths:1"))
    for _ in 0..<2 {
      for query in [
        try query(), try query(.kills), try query(.power, 2, 3),
        try query(.power, 1, 4), try query(.dkp), try query(.dkp, weights: weights),
      ] {
        _ = try await engine.gains(query, limit: 10)
      }
    }
    #expect(asked.questions.gains.count == 6)
  }

  @Test func theGainsThatWereNotAskedForTheLongestGoFirst() async throws {
    let asked = PlayersEngine(comparing: 9, named: String(repeating: "a", count: 1_000))
    // Room for two answers of nine such names and whatever else there is of an entry.
    var room = CacheRoom()
    room.gains = 26_000
    let engine = CachingEngine(asked, room: room, clock: clock.clock)
    for metric in [Metric.power, .dkp, .power, .kills, .power, .dkp] {
      _ = try await engine.gains(try query(metric), limit: 10)
    }
    #expect(asked.questions.gains.count == 4)
  }

  @Test func equalQuestionsAboutGainsShareOneQuery() async throws {
    let gate = Gate()
    let asked = PlayersEngine { await gate.wait() }
    let engine = CachingEngine(asked, clock: clock.clock)
    let query = try query()
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for limit in 1...20 {
        group.addTask { try await engine.gains(query, limit: limit).entries.count }
      }
      await gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.count == 20)
    #expect(asked.questions.gains == [101])
  }

  @Test(arguments: [1, 3])
  func gainsOfAReplacedUploadAreNeverGivenAndItIsForgotten(_ day: Int) async throws {
    let asked = PlayersEngine()
    let engine = CachingEngine(asked, clock: clock.clock)
    let query = try query()
    let snapshots = [query.from.snapshot, query.to.snapshot]
    for snapshot in snapshots { _ = try await engine.header(of: snapshot) }
    asked.replace(try header(day).runID)
    await #expect {
      try await engine.gains(query, limit: 10)
    } throws: {
      ($0 as? ObjectStoreError)?.code == .changed
    }
    // No time has gone by: what is known to be wrong is read again, both since either may be it.
    for snapshot in snapshots { _ = try await engine.header(of: snapshot) }
    #expect(asked.questions.headers == 4)
  }

  @Test func whatIsKnownOfAPlayerIsNotAskedForAgain() async throws {
    let asked = PlayersEngine()
    let engine = CachingEngine(asked, clock: clock.clock)
    let headers = try (1...4).map { try header($0) }
    for part in [Array(headers[1...2]), headers, [headers[1]], headers.reversed()] {
      let found = try await engine.standings(of: 7, in: part)
      #expect(
        found.map { $0?.name }
          == part.map { $0.snapshot.date.description.hasSuffix("02") ? nil : "\($0.runID) 7" })
    }
    // That the second of the month does not list the player is known as well.
    #expect(asked.questions.standings == [2, 2])
    _ = try await engine.standings(of: 8, in: headers)
    #expect(asked.questions.standings == [2, 2, 4])
  }

  @Test func anotherUploadOfADateIsAskedFor() async throws {
    let asked = PlayersEngine()
    let engine = CachingEngine(asked, clock: clock.clock)
    for run in ["first", "second"] {
      let found = try await engine.standings(of: 7, in: [try header(1, run: run)])
      #expect(found.map { $0?.name } == ["\(run) 7"])
    }
    #expect(asked.questions.standings == [1, 1])
  }

  @Test func noMoreFactsAboutPlayersAreKeptThanWasSaid() async throws {
    let asked = PlayersEngine(named: String(repeating: "a", count: 10_000))
    // Room for two players of such names.
    var room = CacheRoom()
    room.standings = 28_000
    let engine = CachingEngine(asked, room: room, clock: clock.clock)
    for id: Int64 in [1, 2, 1, 3, 1, 2] {
      _ = try await engine.standings(of: id, in: [try header(1)])
    }
    #expect(asked.questions.standings.count == 4)
  }

  @Test func aPlayerOfAReplacedUploadIsNeverGivenAndItIsForgotten() async throws {
    let asked = PlayersEngine()
    let engine = CachingEngine(asked, clock: clock.clock)
    let headers = try (1...2).map { try header($0) }
    _ = try await engine.header(of: headers[0].snapshot)
    asked.replace(headers[0].runID)
    await #expect {
      try await engine.standings(of: 7, in: headers)
    } throws: {
      ($0 as? ObjectStoreError)?.code == .changed
    }
    _ = try await engine.header(of: headers[0].snapshot)
    #expect(asked.questions.headers == 2)
  }
}
