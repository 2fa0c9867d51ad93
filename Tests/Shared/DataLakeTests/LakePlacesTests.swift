import Bytes
import DataLake
import Datasets
import Storage
import TestSupport
import Testing
import Time

/// Keys part by part, and the values of folders.
@Suite struct LakePlacesTests {
  private static let snapshot = "source=rok_players/kingdom=51/dt=2026-01-26"
  private static let run = "run_ts=20260126T153012Z"

  /// What follows the snapshot's folder in each area.
  static let rests: [(rest: String, areas: Set<LakeArea>)] = [
    ("players.csv", [.inbox]), ("players.parquet", [.inbox, .curated]),
    ("\(run)/players.csv", [.raw, .rejected]), ("\(run)/report.json", [.raw, .rejected, .reports]),
    ("report.json", [.inbox]), ("\(run)", [.inbox]), ("\(run)/", []), ("\(run)/a/b.csv", []),
    ("\(run)/.hidden", []), ("run_ts=20260126T253012Z/players.csv", []),
    ("run_ts=20260126T153012/players.csv", []), ("run=20260126T153012Z/players.csv", []),
    ("\(run)/\(run)/players.csv", []), ("players.parquet/", []), ("/players.parquet", []),
  ]

  @Test(arguments: rests, LakeArea.allCases)
  func eachAreaHasItsKeys(_ example: (rest: String, areas: Set<LakeArea>), area: LakeArea) {
    let text = "\(area.rawValue)/\(Self.snapshot)/\(example.rest)"
    let key = try? LakeKey(parsing: text)
    #expect((key != nil) == example.areas.contains(area), "\(text)")
    if let key {
      #expect(key.description == text)
      #expect(key.snapshot.kingdom.number == 51 && "\(key.snapshot.date)" == "2026-01-26")
    }
  }

  @Test(arguments: [
    ("outbox/x", "one of inbox, raw, curated, rejected, reports"),
    ("raw/kingdom=51", "source=rok_players"), ("raw", "source=rok_players"),
    ("raw/source=rok_players/dt=2026-01-26", "kingdom=NUMBER, such as kingdom=51"),
    ("raw/source=rok_players/kingdom=0", "kingdom=NUMBER, such as kingdom=51"),
    ("raw/source=rok_players/kingdom=51/dt=26.01.2026", "dt=YYYY-MM-DD, such as dt=2026-01-26"),
    ("raw/\(snapshot)/a.csv", "run_ts=YYYYMMDDThhmmssZ, such as run_ts=20260126T153012Z"),
    ("inbox/\(snapshot)", "a file name of at most 200 bytes, no folder, not beginning with a dot"),
    ("curated/\(snapshot)/a.parquet", "players.parquet"),
    ("reports/\(snapshot)/\(run)/a.json", "report.json"),
  ])
  func anErrorSaysWhatIsExpected(text: String, expected: String) throws {
    let error = try #require(throws: LakeKeyError.self) { try LakeKey(parsing: text) }
    #expect(error.expected == expected)
    #expect(text.contains(error.part))
  }

  @Test func theValuesOfFoldersAreThoseOfTheirName() async throws {
    try await withTemporaryLake { lake async throws in
      for key in [
        "curated/source=rok_players/kingdom=51/a", "curated/source=rok_players/kingdom=/a",
        "curated/source=rok_players/kingdom=x=y/a", "curated/source=rok_players/kingdoms=7/a",
        "curated/source=rok_players/other/a", "curated/source=rok_players/kingdom=9",
        "curated/source=other/kingdom=8/a", "raw/source=rok_players/kingdom=7/a",
      ] {
        _ = try await lake.put(key, [SharedBytes("")], when: .always)
      }
      let kingdoms = try await lake.folderValues(
        of: "kingdom", below: .source(.curated, .rokPlayers))
      #expect(kingdoms == ["", "51", "x=y"])
      let none = try await lake.folderValues(of: "kingdom", below: .area(.rejected))
      #expect(none.isEmpty)
    }
  }

  @Test func aPrefixEndsWhereItsFolderDoes() throws {
    let run = try LakeKey(parsing: "reports/\(Self.snapshot)/\(Self.run)/report.json")
    let snapshot = run.snapshot
    let prefixes: [(LakePrefix, String)] = [
      (.area(.inbox), "inbox/"), (.source(.raw, .rokPlayers), "raw/source=rok_players/"),
      (.kingdom(.raw, .rokPlayers, snapshot.kingdom), "raw/source=rok_players/kingdom=51/"),
      (.snapshot(.curated, snapshot), "curated/\(Self.snapshot)/"),
    ]
    for (prefix, text) in prefixes { #expect(prefix.description == text) }
  }
}
