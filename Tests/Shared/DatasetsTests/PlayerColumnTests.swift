import Datasets
import Testing
import Time

/// The columns of the curated table, and what identifies a snapshot.
@Suite struct PlayerColumnTests {
  /// Files and answers name their columns so; neither the names nor their order ever change.
  @Test func columnsHaveTheirNamesInTheirOrder() {
    #expect(
      PlayerColumn.allCases.map(\.name) == [
        "id", "name", "alliance", "power", "kill_points", "t1_kills", "t2_kills", "t3_kills",
        "t4_kills", "t5_kills", "kills", "deaths", "dkp",
      ])
    #expect(PlayerColumn.allCases.filter(\.isText).map(\.name) == ["name", "alliance"])
    #expect(
      CuratedTable.RunColumn.allCases.map(\.rawValue) == [
        "kingdom", "snapshot_date", "ingested_at", "run_id", "record_hash",
      ])
    #expect(
      Metric.allCases.map(\.rawValue) == ["dkp", "kills", "deaths", "power", "kill_points"])
  }

  @Test(
    arguments: [
      (0, 0, 0, 0, 0, 0), (4, 0, 0, 0, 0, 0), (5, 0, 0, 0, 0, 1), (9, 0, 0, 0, 0, 1),
      (0, 3, 0, 0, 0, 6), (0, 0, 3, 0, 0, 12), (0, 0, 0, 3, 0, 30), (0, 0, 0, 0, 3, 60),
      (10, 1, 1, 1, 1, 38), ((1 << 56) - 1, 0, 0, 0, 0, 14_411_518_807_585_587),
      (1 << 56, 0, 0, 0, 0, nil), (0, 1 << 56, 0, 0, 0, nil), (0, 0, 1 << 56, 0, 0, nil),
      (0, 0, 0, 1 << 56, 0, nil),
    ] as [(Int64, Int64, Int64, Int64, Int64, Int64?)])
  func killPointsAreASumOverTheTiers(
    t1: Int64, t2: Int64, t3: Int64, t4: Int64, t5: Int64, points: Int64?
  ) {
    let expected = KillPoints.expected(
      t1Kills: t1, t2Kills: t2, t3Kills: t3, t4Kills: t4, t5Kills: t5)
    #expect(expected == points)
  }

  @Test(arguments: [(0, true), (1_000_000, true), (-1, false), (1_000_001, false), (.max, false)])
  func eachWeightHasItsBounds(weight: Int64, isAllowed: Bool) {
    let weights = [
      DKPWeights(t4Kills: weight, t5Kills: 1, deaths: 1),
      DKPWeights(t4Kills: 1, t5Kills: weight, deaths: 1),
      DKPWeights(t4Kills: 1, t5Kills: 1, deaths: weight),
    ]
    for each in weights {
      #expect((each != nil) == isAllowed)
      if let each { #expect(DKPWeights(each.description) == each) }
    }
  }

  @Test(arguments: [(1, true), (999_999, true), (0, false), (-51, false), (1_000_000, false)])
  func aKingdomHasASmallNumber(number: Int64, isAllowed: Bool) {
    #expect((Kingdom(number) != nil) == isAllowed)
    #expect(Kingdom(UInt64.max) == nil)
  }

  @Test func kingdomsAreOrderedAsNumbers() throws {
    let kingdoms = try [1000, 9, 51].map { try #require(Kingdom($0)) }
    #expect(kingdoms.sorted().map(\.description) == ["9", "51", "1000"])
    let date = try #require(CalendarDate("2026-01-26"))
    #expect(SnapshotID(kingdom: kingdoms[0], date: date).source == .rokPlayers)
  }
}
