import Datasets
import Testing

@testable import UploadReading

/// Which headers mean which column, in every way that exports write them.
@Suite struct ColumnAliasesTests {
  /// The headers of exports by column, each as one of them writes it.
  static let headers: [(PlayerColumn, [String])] = [
    (
      .id,
      [
        "Governor ID", "governor_id", "governorId", "GOV ID", "Character ID", "char_id",
        "PlayerID", "User Id", "UID", "id", "\u{FEFF}ID", "I D",
      ]
    ),
    (
      .name, ["Governor Name", "gov_name", "Player Name", "Username", "NAME", "Governor", "player"]
    ),
    (.alliance, ["Alliance", "alliance_tag", "Tag", "ABBR"]),
    (.power, ["Power", "Current Power", "totalPower", "PWR"]),
    (.killPoints, ["Kill Points", "Killpoints", "kill_points", "KP", "Total KP", "Kills Points"]),
    (.t1Kills, ["T1 Kills", "t1_kills", "Tier 1 Kills", "T1"]),
    (.t5Kills, ["T5 Kills", "t5kills", "TIER 5 KILLS", "t5"]),
    (.kills, ["Kills", "Total Kills", "total_kills"]),
    (.deaths, ["Deaths", "Deads", "dead", "Dead Troops", "DEAD_UNITS", "Total Dead"]),
    (.dkp, ["DKP", "dkp", "Total DKP", "DKP Score", "dkp_points"]),
  ]

  @Test(arguments: headers)
  func aHeaderMeansItsColumn(_ column: PlayerColumn, _ headers: [String]) {
    for header in headers {
      let meaning = ColumnAliases.meaning(of: HeaderName(header))
      #expect(meaning?.column == column, "\(header)")
      #expect(meaning?.isTopTierKills == false)
    }
  }

  @Test(arguments: [
    "", " ", "#", "Name 2", "Highest Power", "T6 Kills", "T0", "Kill", "Power Gain", "Kingdom",
    "Date", "Domain ID", "identity", "ＩＤ", "Old DKP", "Troop Power",
  ])
  func anotherHeaderMeansNothing(_ header: String) {
    #expect(ColumnAliases.meaning(of: HeaderName(header)) == nil)
  }

  @Test func noHeaderMeansTwoColumns() {
    let all =
      ColumnAliases.table.flatMap { $0.headers.map { HeaderName($0) } }
      + ColumnAliases.topTierKills.map { HeaderName($0) }
    #expect(Set(all).count == all.count)
    #expect(Set(ColumnAliases.table.map(\.column)) == Set(PlayerColumn.allCases))
  }

  @Test(arguments: ["T45 Kills", "t45_kills", "T45Kills"])
  func killsOfTheTopTiersAreKillsOfTheirOwnKind(_ header: String) {
    let meaning = ColumnAliases.meaning(of: HeaderName(header))
    #expect(meaning?.column == .kills && meaning?.isTopTierKills == true)
  }

  @Test func aFileWithoutAnIDIsToldWhatToNameIt() {
    let rejection = Rejection.noIDColumn(among: ["Name", " ", "Power"], at: .init(row: 3))
    #expect(rejection.code == .noIDColumn && rejection.place == .init(row: 3))
    #expect(rejection.found == "Name, Power")
    #expect(rejection.expected.hasPrefix("a column named one of: governor id, "))
    #expect(Rejection.noIDColumn(among: ["", "_"], at: .init()).found == "no named columns")
  }
}
