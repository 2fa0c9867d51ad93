import Datasets
import Leaderboards
import TestSupport
import Testing

@testable import SnapshotQueries

@Suite struct GainsTests {
  /// Writes two snapshots and compares them.
  private func gains(
    _ metric: Metric, from: [CuratedPlayer], to: [CuratedPlayer], weights: DKPWeights? = nil,
    dkp origins: (CuratedTable.DKPOrigin, CuratedTable.DKPOrigin) = (.uploaded, .uploaded),
    limit: Int = 1_000
  ) async throws -> Gains {
    try await withTemporaryLake { lake async throws in
      let first = try await write(from, date: "2026-01-19", dkp: origins.0, to: lake)
      let second = try await write(to, date: "2026-01-26", dkp: origins.1, to: lake)
      let engine = ParquetEngine(store: lake)
      let query = GainsQuery(
        metric, from: try await engine.header(of: first),
        to: try await engine.header(of: second), weights: weights)
      return try await engine.gains(query, limit: limit)
    }
  }

  private func player(
    _ id: Int64, name: String = "", alliance: String? = nil, _ values: [PlayerColumn: Int64]
  ) -> CuratedPlayer {
    CuratedPlayer(id: id, name: name, alliance: alliance, values: values)
  }

  @Test func theGreatestGainComesFirst() async throws {
    let gains = try await gains(
      .power,
      from: [player(1, name: "old", [.power: 9]), player(2, [.power: 5]), player(3, [.power: 5])],
      to: [
        player(3, [.power: 7]), player(1, name: "new", alliance: "A", [.power: 9]),
        player(2, [.power: 12]),
      ])
    #expect(gains.comparedPlayers == 3)
    #expect(gains.entries.map(\.id) == [2, 3, 1] && gains.entries.map(\.rank) == [1, 2, 3])
    #expect(gains.entries.map(\.gain) == [7, 2, 0])
    #expect(gains.entries.map(\.from.rank) == [2, 2, 1])
    #expect(gains.entries.map(\.to.rank) == [1, 3, 2])
    #expect(gains.entries.map(\.rankChange) == [1, -1, -1])
    let last = try #require(gains.entries.last)
    #expect((last.name, last.alliance) == ("new", "A") && last.flags.isEmpty)
  }

  @Test func aNumberThatFellIsNoGainAndFlagged() async throws {
    let gains = try await gains(
      .deaths, from: [player(1, [.deaths: 9]), player(2, [.deaths: 9])],
      to: [player(1, [.deaths: 4]), player(2, [.deaths: 9])])
    #expect(gains.entries.map(\.gain) == [0, 0] && gains.entries.map(\.rank) == [1, 1])
    #expect(gains.entries.map(\.flags) == [[.fell], []])
  }

  @Test func whoIsOnOneSideAloneIsNamedAndNotCountedFromZero() async throws {
    let gains = try await gains(
      .kills,
      from: [player(1, [.kills: 1]), player(2, name: "gone", [.kills: 2]), player(5, [:])],
      to: [
        player(1, [.kills: 3]), player(3, name: "small", [.kills: 4]), player(4, [.kills: 50]),
        player(5, name: "hidden", [.kills: 6]),
      ])
    #expect(gains.entries.map(\.id) == [1])
    #expect(gains.arrived.count == 2 && gains.arrived.players.map(\.id) == [4, 3])
    #expect(gains.arrived.players.map(\.to) == [50, 4])
    #expect(gains.departed.players.map(\.name) == ["gone"] && gains.departed.players[0].from == 2)
    #expect(gains.withoutValue.players.map(\.name) == ["hidden"])
    #expect((gains.withoutValue.players[0].from, gains.withoutValue.players[0].to) == (nil, 6))
  }

  @Test(arguments: [Metric.kills, .dkp, .killPoints])
  func killsThatAProfileHidIsSaidWhereKillsCount(_ metric: Metric) async throws {
    func values(_ kills: Int64) -> [PlayerColumn: Int64] {
      [.killPoints: 900, .t4Kills: kills, .t1Kills: 0, .kills: kills, .dkp: 10 * kills]
    }
    let gains = try await gains(
      metric, from: [player(1, values(0)), player(2, values(9))],
      to: [player(1, values(50)), player(2, values(0))])
    let flags = Dictionary(uniqueKeysWithValues: gains.entries.map { ($0.id, $0.flags) })
    if metric == .killPoints {
      #expect(flags == [1: [], 2: []])
    } else {
      #expect(flags == [1: [.hiddenAtFrom], 2: [.fell, .hiddenAtTo]])
    }
  }

  @Test(
    arguments: [
      // DKP that both brought is taken as it is; else both are worked out by the later weights.
      (nil, (.uploaded, .uploaded), 7), (nil, (.computed, .computed), 10 * 2 + 30 * 1 + 80 * 3),
      (nil, (.uploaded, .computed), 290), (nil, (.computed, .uploaded), 290),
      ("t4:1,t5:1,deaths:0", (.uploaded, .uploaded), 3),
    ] as [(String?, (CuratedTable.DKPOrigin, CuratedTable.DKPOrigin), Int64)])
  func dkpIsComparedByOneMeasure(
    _ weights: String?, of origins: (CuratedTable.DKPOrigin, CuratedTable.DKPOrigin), gain: Int64
  ) async throws {
    let gains = try await gains(
      .dkp, from: [player(1, [.t4Kills: 10, .t5Kills: 10, .deaths: 10, .dkp: 1])],
      to: [player(1, [.t4Kills: 12, .t5Kills: 11, .deaths: 13, .dkp: 8])],
      weights: weights.flatMap { DKPWeights($0) }, dkp: origins)
    #expect(gains.entries.map(\.gain) == [gain])
  }

  @Test func dkpThatFitsNoNumberOfJSONIsNone() async throws {
    let rows = [player(1, [.t4Kills: 1 << 52, .t5Kills: 0, .deaths: 0])]
    let gains = try await gains(.dkp, from: rows, to: rows, dkp: (.computed, .computed))
    #expect(gains.comparedPlayers == 0 && gains.withoutValue.count == 1)
  }

  @Test(arguments: [0, 1, 7, 1_000])
  func manyPlayersAreComparedAsOneByOne(limit: Int) async throws {
    func random() -> [CuratedPlayer] {
      (1...400).shuffled().prefix(300).map {
        player($0, Bool.random() ? [.power: .random(in: 0...20)] : [:])
      }
    }
    let (from, to) = (random(), random())
    let gains = try await gains(.power, from: from, to: to, limit: limit)
    let before = Dictionary(uniqueKeysWithValues: from.map { ($0.id, $0.values[.power]) })
    let compared = to.compactMap { player -> (id: Int64, gain: Int64)? in
      guard let now = player.values[.power], let then = before[player.id] ?? nil else { return nil }
      return (player.id, max(0, now - then))
    }.sorted { ($1.gain, $0.id) < ($0.gain, $1.id) }
    #expect(gains.comparedPlayers == compared.count)
    #expect(gains.entries.map(\.id) == compared.prefix(limit).map(\.id))
    #expect(
      gains.entries.map(\.rank)
        == compared.prefix(limit).map { one in compared.count { $0.gain > one.gain } + 1 })
    let listed = gains.arrived.count + gains.withoutValue.count + gains.comparedPlayers
    #expect(listed == to.count)
    #expect(gains.departed.count == Set(from.map(\.id)).subtracting(to.map(\.id)).count)
  }
}
