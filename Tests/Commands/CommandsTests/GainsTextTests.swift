import Datasets
import Leaderboards
import SnapshotQueries
import Storage
import Testing
import Time

@testable import Commands

/// The table of `gains`: its places, its notes, and the players who cannot be compared.
@Suite struct GainsTextTests {
  private func header(_ date: String) throws -> SnapshotHeader {
    SnapshotHeader(
      snapshot: SnapshotID(
        kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate(date))), players: 3,
      runID: "run", ingestedAt: try #require(Instant("\(date)T12:00:00Z")),
      version: ObjectVersion(tag: date))
  }

  private func table(
    _ entries: [PlayerGain] = [], of metric: Metric = .kills, arrived: Gains.Others = .none,
    departed: Gains.Others = .none, withoutValue: Gains.Others = .none
  ) throws -> [Substring] {
    let gains = Gains(
      comparedPlayers: entries.count, entries: entries, arrived: arrived, departed: departed,
      withoutValue: withoutValue)
    let query = GainsQuery(metric, from: try header("2026-01-19"), to: try header("2026-01-26"))
    return GainsText.table(gains, to: query).split(separator: "\n")
  }

  private func gain(from: PlayerGain.Side, to: PlayerGain.Side) -> PlayerGain {
    PlayerGain(rank: 1, player: Player(id: 7, name: "Anna", alliance: nil), from: from, to: to)
  }

  @Test(arguments: [
    (3, 1, "1 (+2)"), (1, 3, "3 (-2)"), (2, 2, "2 (0)"),
  ])
  func aPlaceHasItsChange(before: Int, after: Int, text: String) throws {
    let entry = gain(
      from: .init(value: 1, rank: before, hidesKills: false),
      to: .init(value: 2, rank: after, hidesKills: false))
    #expect(try table([entry]).last?.contains(text) == true)
  }

  @Test(
    arguments: [
      (5, false, 5, false, ""), (5, false, 4, false, "fell"),
      (0, true, 9, false, "kills hidden before"),
      (9, false, 9, true, "kills hidden now"),
      (9, true, 0, true, "fell, kills hidden before, kills hidden now"),
    ] as [(Int64, Bool, Int64, Bool, String)])
  func aGainToReadWithCareHasNotes(
    before: Int64, wasHidden: Bool, after: Int64, isHidden: Bool, notes: String
  ) throws {
    let entry = gain(
      from: .init(value: before, rank: 1, hidesKills: wasHidden),
      to: .init(value: after, rank: 1, hidesKills: isHidden))
    let row = try #require(try table([entry]).last)
    #expect(row.split(separator: "1 (0)", omittingEmptySubsequences: false).last == "  \(notes)")
  }

  @Test func theHeadNamesTheWeightsOfDKP() throws {
    #expect(
      try table().first == "Kingdom 51, kills from 2026-01-19 to 2026-01-26, 0 players in both")
    #expect(
      try table(of: .dkp).first == """
        Kingdom 51, dkp from 2026-01-19 to 2026-01-26, DKP by t4:10,t5:30,deaths:80, \
        0 players in both
        """)
  }

  @Test func playersWhoCannotBeComparedAreNamedAfterTheTable() throws {
    let eleven = (1...11).map { id in
      Gains.Uncompared(
        player: Player(id: id, name: "P\(id)", alliance: nil), from: nil, to: id)
    }
    let nameless = Gains.Uncompared(
      player: Player(id: 77, name: "", alliance: nil), from: 1, to: nil)
    let hostile = Gains.Uncompared(
      player: Player(id: 8, name: "\u{1B}[2J", alliance: nil), from: nil, to: nil)
    let lines = try table(
      arrived: .init(count: 12, players: eleven), departed: .init(count: 1, players: [nameless]),
      withoutValue: .init(count: 1, players: [hostile]))
    #expect(
      lines.suffix(3) == [
        "12 listed on 2026-01-26 only: P1, P2, P3, P4, P5, P6, P7, P8, P9, P10 …",
        "1 listed on 2026-01-19 only: 77", "1 in both, but without a value: \u{FFFD}[2J",
      ])
  }

  @Test func nobodyLeftOutMeansNoLines() throws {
    #expect(try table().count == 2)
  }
}
