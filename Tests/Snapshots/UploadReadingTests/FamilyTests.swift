import Datasets
import Testing

@testable import UploadReading

/// The exports that players upload, header by header.
@Suite struct FamilyTests {
  /// A header of an export, and the column that each of its cells is read as.
  struct Family: CustomTestStringConvertible {
    let name: String
    let header: String
    let delimiter: Character
    let columns: [PlayerColumn: String]
    var testDescription: String { name }

    init(
      _ name: String, _ header: String, delimiter: Character = ",",
      _ columns: [PlayerColumn: String]
    ) {
      (self.name, self.header, self.delimiter, self.columns) = (name, header, delimiter, columns)
    }
  }

  static let families = [
    Family(
      "RokTracker",
      """
      ID,Name,Power,Killpoints,Acclaim,Highest Acclaim,Deads,T1 Kills,T2 Kills,T3 Kills,T4 Kills,\
      T5 Kills,Total Kills,T45 Kills,Ranged,Rss Gathered,Rss Assistance,Helps,Alliance
      """,
      [
        .id: "ID", .name: "Name", .power: "Power", .killPoints: "Killpoints", .deaths: "Deads",
        .t1Kills: "T1 Kills", .t2Kills: "T2 Kills", .t3Kills: "T3 Kills", .t4Kills: "T4 Kills",
        .t5Kills: "T5 Kills", .kills: "Total Kills", .alliance: "Alliance",
      ]),
    Family(
      "RokTracker with few columns", "ID,Name,Power,Killpoints,T45 Kills,Ranged",
      [
        .id: "ID", .name: "Name", .power: "Power", .killPoints: "Killpoints",
        .kills: "T45 Kills",
      ]),
    Family(
      "RokTracker with T45 beside a tier", "ID,Name,T45 Kills,T5 Kills",
      [.id: "ID", .name: "Name", .t5Kills: "T5 Kills"]),
    Family(
      "Hero Scrolls",
      """
      Kingdom,Governor Name,Governor ID,Power,Domain ID,Alliance Tag,Deads,Kill Points,Acclaim,\
      T1 Kills,T2 Kills,T3 Kills,T4 Kills,T5 Kills,Helps Given,Resources Gathered,\
      Resources Given,Troop Power,Tech Power,Building Power,Commander Power,Town Hall
      """,
      [
        .id: "Governor ID", .name: "Governor Name", .power: "Power", .alliance: "Alliance Tag",
        .deaths: "Deads", .killPoints: "Kill Points", .t1Kills: "T1 Kills", .t2Kills: "T2 Kills",
        .t3Kills: "T3 Kills", .t4Kills: "T4 Kills", .t5Kills: "T5 Kills",
      ]),
    Family(
      "in-game range export",
      """
      Character ID,Username,Current Power,Highest Power,Deaths,Total Kill Points,\
      Resources Gathered,T5,T4,T3,T2,T1,Alliance Helps,Healed
      """,
      [
        .id: "Character ID", .name: "Username", .power: "Current Power", .deaths: "Deaths",
        .killPoints: "Total Kill Points", .t1Kills: "T1", .t2Kills: "T2", .t3Kills: "T3",
        .t4Kills: "T4", .t5Kills: "T5",
      ]),
    Family(
      "hand-kept",
      "Date,Name,ASCII Name,Governor ID,Alliance,Power,Total Kills,Kill Points,"
        + "T1 Kills,T5 Kills,RSS Assistance,Alliance Helps,Dead Troops",
      [
        .id: "Governor ID", .name: "Name", .alliance: "Alliance", .power: "Power",
        .kills: "Total Kills", .killPoints: "Kill Points", .t1Kills: "T1 Kills",
        .t5Kills: "T5 Kills", .deaths: "Dead Troops",
      ]),
    Family(
      "older RokTracker",
      "Governor Name,Governor ID,Power,Kill Points,Deads,Tier 1 Kills,"
        + "Tier 5 Kills,Rss Assistance,Alliance Helps,Alliance",
      [
        .id: "Governor ID", .name: "Governor Name", .power: "Power", .killPoints: "Kill Points",
        .deaths: "Deads", .t1Kills: "Tier 1 Kills", .t5Kills: "Tier 5 Kills",
        .alliance: "Alliance",
      ]),
    Family(
      "scripts", "governor_id;governor_name;power;deads;kill_points;t4_kills;t5_kills",
      delimiter: ";",
      [
        .id: "governor_id", .name: "governor_name", .power: "power", .deaths: "deads",
        .killPoints: "kill_points", .t4Kills: "t4_kills", .t5Kills: "t5_kills",
      ]),
    Family(
      "scripts with scores", "id\tname\tkills\tdeaths\tdkp", delimiter: "\t",
      [.id: "id", .name: "name", .kills: "kills", .deaths: "deaths", .dkp: "dkp"]),
  ]

  @Test(arguments: families)
  func everyColumnIsFoundByItsHeader(_ family: Family) throws {
    let headers = family.header.split(separator: family.delimiter).map(String.init)
    let cells = headers.indices.map { String(1_000_000 + $0) }
    let separator = String(family.delimiter)
    let table = try Table(family.header + "\r\n" + cells.joined(separator: separator) + "\r\n")
    let found = Dictionary(
      uniqueKeysWithValues: table.report.columns.map { ($0.column, $0.header) })
    #expect(found == family.columns)
    for (column, header) in family.columns {
      let value = try #require(headers.firstIndex(of: header)) + 1_000_000
      switch column {
      case .id: #expect(table.ids == [Int64(value)])
      case .name, .alliance: #expect(table.texts(column) == [String(value)])
      default: #expect(table[column] == [Int64(value)])
      }
    }
  }

  @Test func whereTwoHeadersMeanOneColumnThePopulatedOneIsRead() throws {
    let table = try Table(
      """
      #,Governor ID,Governor Name,Camp,KD,Power,Power Diff,KP,T4,T5,Dead,Acclaim,Healed,PTS,Trades,\
      Kill Points,Death Points,Heal Points
      1,100000007,Ada,Red,1.25,56000000,-1200,3355758,5,6,7,0,0,0,0,,,
      """)
    #expect(table[.killPoints] == [3_355_758])
    #expect(
      table.report.passedOver == [
        PassedOverColumn(header: "Kill Points", column: .killPoints, insteadRead: "KP")
      ])
    #expect(table.report.ignoredHeaders.contains("Power Diff"))
    #expect(!table.report.ignoredHeaders.contains("Kill Points"))
  }

  @Test func theMostTellingHeaderIsReadWhereSeveralArePopulated() throws {
    let table = try Table("ID,Governor ID,Total Power,Power\n1,700,5,6\n2,800,7,8\n")
    #expect(table.ids == [700, 800])
    #expect(table[.power] == [6, 8])
  }

  @Test(arguments: [
    "  governor   id ", "GOVERNOR\u{A0}ID", "Governor_Id", "governorId", "\u{FEFF}Governor ID",
    "\"Governor ID\"", "uid", "User ID", "player_id", "Char ID",
  ])
  func headersMatchWhateverTheirCaseAndSpaces(_ header: String) throws {
    #expect(try Table("\(header),name\n7,Ada\n").ids == [7])
  }

  @Test func highestPowerIsNoPower() throws {
    let table = try Table("id,Highest Power\n1,9\n")
    #expect(table[.power] == nil)
    #expect(table.report.ignoredHeaders == ["Highest Power"])
  }
}
