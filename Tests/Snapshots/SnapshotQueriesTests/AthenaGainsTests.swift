import Datasets
import Failures
import Leaderboards
import Storage
import TestSupport
import Testing

@testable import SQL
@testable import SnapshotQueries

@Suite struct AthenaGainsTests {
  /// A player at both dates with values, ranks, and hidden kills at the later one.
  private static let compared: SQLRow = [
    "0", "1", "2", "7", "Otter", "ICE", "40", "2", "0", "55", "1", "1", "3", "3",
  ]

  private func pair(
    in lake: any ObjectStore, _ weights: DKPWeights? = nil, metric: Metric = .power
  ) async throws -> GainsQuery {
    let reader = ParquetEngine(store: lake)
    let (from, to) = (
      try await write(players(3), date: "2026-01-19", runID: "old", to: lake),
      try await write(players(3), runID: "new", to: lake)
    )
    return GainsQuery(
      metric, from: try await reader.header(of: from), to: try await reader.header(of: to),
      weights: weights)
  }

  private func gains(
    _ rows: [SQLRow], limit: Int = 100, meanwhile: (@Sendable (DirectoryStore) async -> Void)? = nil
  ) async throws -> (Gains, [SQLQuery]) {
    try await withTemporaryLake { lake async throws in
      let query = try await pair(in: lake)
      let runner = ScriptedRunner(.success(rows)) { await meanwhile?(lake) }
      let gains = try await athenaEngine(over: lake, runner).gains(query, limit: limit)
      return (gains, runner.queries)
    }
  }

  @Test func whoIsComparedIsRankedByTheGain() async throws {
    let second: SQLRow = [
      "0", "2", "2", "8", "Falcon", nil, "60", "1", "1", "50", "2", "0", "3", "3",
    ]
    let gone: SQLRow = [
      "2", "1", "1", "9", "Wolf", nil, nil, nil, nil, nil, nil, nil, "3", "3",
    ]
    let new: SQLRow = ["1", "1", "1", "5", "Bear", nil, nil, nil, nil, "4", "3", "0", "3", "3"]
    let (gains, _) = try await gains([Self.compared, second, new, gone])
    #expect(gains.comparedPlayers == 2)
    #expect(
      gains.entries == [
        PlayerGain(
          rank: 1, player: Player(id: 7, name: "Otter", alliance: "ICE"),
          from: .init(value: 40, rank: 2, hidesKills: false),
          to: .init(value: 55, rank: 1, hidesKills: true)),
        PlayerGain(
          rank: 2, player: Player(id: 8, name: "Falcon", alliance: nil),
          from: .init(value: 60, rank: 1, hidesKills: true),
          to: .init(value: 50, rank: 2, hidesKills: false)),
      ])
    #expect(gains.entries.map(\.gain) == [15, 0])
    #expect(
      gains.arrived
        == .init(
          count: 1,
          players: [.init(player: Player(id: 5, name: "Bear", alliance: nil), from: nil, to: 4)]))
    #expect(
      gains.departed
        == .init(
          count: 1,
          players: [.init(player: Player(id: 9, name: "Wolf", alliance: nil), from: nil, to: nil)]))
    #expect(gains.withoutValue == .none)
  }

  @Test func noEntriesAskForTheCountsAlone() async throws {
    let (gains, queries) = try await gains([Self.compared], limit: 0)
    #expect((gains.comparedPlayers, gains.entries.count) == (2, 0))
    #expect(queries.first?.values.suffix(2) == [.integer(1), .integer(1_000)])
  }

  @Test func bothUploadsAreReadOnceWithValuesBesideTheText() async throws {
    let (_, queries) = try await gains([Self.compared], limit: 20)
    let query = try #require(queries.first)
    #expect(queries.count == 1)
    #expect(
      query.values == [
        .integer(51), .text("2026-01-19"), .text("old"), .integer(51), .text("2026-01-26"),
        .text("new"), .integer(20), .integer(1_000),
      ])
    #expect(query.text.split(separator: "?", omittingEmptySubsequences: false).count == 9)
    // Read twice, an upload could be another one the second time.
    #expect(query.text.ranges(of: #"FROM "standings"."rok_players" WHERE"#).count == 2)
    #expect(query.text.ranges(of: "FULL OUTER JOIN").count == 1)
    #expect(!query.text.contains("WITH"), "Trino has bound the parameters of WITH out of order")
    #expect(query.text.ranges(of: "?").allSatisfy { isInWhere($0.lowerBound, of: query.text) })
  }

  /// Whether the last word before a `?` that opens a clause is `WHERE`.
  private func isInWhere(_ place: String.Index, of text: String) -> Bool {
    let clause = text[..<place].split(separator: " ").last { word in
      ["SELECT", "FROM", "WHERE", "ORDER", "(SELECT"].contains(word)
    }
    return clause == "WHERE"
  }

  @Test(arguments: [Metric.power, .deaths, .killPoints])
  func whatDoesNotCountKillsLooksForNoHiddenOnes(_ metric: Metric) async throws {
    try await withTemporaryLake { lake async throws in
      let query = try await pair(in: lake, metric: metric)
      let table = try #require(AthenaTable(database: "d", table: "t"))
      let text = table.gainsQuery(query, limit: 9).text
      #expect(!text.contains("t1_kills"))
      #expect(text.contains(#""\#(metric.column.name)" AS value, 0 AS hidden"#))
    }
  }

  @Test func weightsStandInTheTextAndNothingOverflows() async throws {
    try await withTemporaryLake { lake async throws in
      let weights = try #require(DKPWeights("t4:1000000,t5:2,deaths:0"))
      let query = try await pair(in: lake, weights, metric: .dkp)
      let table = try #require(AthenaTable(database: "d", table: "t"))
      let text = table.gainsQuery(query, limit: 9).text
      #expect(
        text.contains(
          "CASE WHEN CAST(t4_kills AS decimal(19, 0)) * 1000000"
            + " + CAST(t5_kills AS decimal(19, 0)) * 2 + CAST(deaths AS decimal(19, 0)) * 0"
            + " <= 9007199254740992"
            + " THEN t4_kills * 1000000 + t5_kills * 2 + deaths * 0 END AS value"))
      // Athena takes no longer one.
      #expect(text.utf8.count < 262_144)
    }
  }

  /// Each upload has three players; `nil` is a table without rows.
  @Test(arguments: [("2", "3"), ("3", "4"), ("0", "3"), nil])
  func aTableThatShowsOtherRowsIsSaidSo(_ counts: (String, String)?) async throws {
    let rows = counts.map { [SQLRow(Self.compared.dropLast(2)) + [$0.0, $0.1]] } ?? []
    await #expect {
      try await gains(rows)
    } throws: {
      ($0 as? QueryError)?.code == .missingFromTable
    }
  }

  @Test(arguments: [("2026-01-19", ["0", "3"]), ("2026-01-26", ["3", "0"])])
  func anUploadThatIsReplacedMeanwhileHasChanged(_ date: String, shown: [String]) async throws {
    await #expect {
      try await gains([SQLRow(Self.compared.dropLast(2)) + shown]) { lake in
        _ = try? await write(players(4), date: date, runID: "another", to: lake)
      }
    } throws: {
      ($0 as? ObjectStoreError)?.code == .changed
    }
  }

  @Test(arguments: [
    SQLRow(compared.dropLast()), compared + ["1"], ["4"] + compared.dropFirst(),
    [nil] + compared.dropFirst(), ["one"] + compared.dropFirst(),
    // Compared, and yet without a value.
    Array(compared.prefix(6)) + [nil] + compared.dropFirst(7),
  ])
  func rowsOfAnotherShapeAreNoGains(_ row: SQLRow) async throws {
    await #expect {
      try await gains([row])
    } throws: {
      ($0 as? SQLError)?.code == .unreachable
    }
  }
}
