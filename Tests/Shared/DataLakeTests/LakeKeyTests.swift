import DataLake
import Datasets
import Testing
import Time

@Suite struct LakeKeyTests {
  @Test(arguments: [
    "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv",
    "inbox/source=rok_players/kingdom=51/dt=2026-01-26/my kvk+final [2]: 100%.csv.gz",
    "raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/players.csv",
    "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet",
    "rejected/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/名簿.csv",
    "inbox/source=rok_players/kingdom=51/dt=2026-01-26/\u{301}combining.csv",
    "reports/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/report.json",
  ])
  func everyKeyFormatsBackToItself(_ text: String) throws {
    #expect(try LakeKey(parsing: text).description == text)
  }

  @Test(arguments: [
    ("", ""),
    ("players.csv", "players.csv"),
    ("outbox/source=rok_players/kingdom=51/dt=2026-01-26/a.csv", "outbox"),
    ("inbox/source=coc_players/kingdom=51/dt=2026-01-26/a.csv", "source=coc_players"),
    ("inbox/source=rok_players/kingdom=051/dt=2026-01-26/a.csv", "kingdom=051"),
    ("inbox/source=rok_players/kingdom=51/dt=2026-02-30/a.csv", "dt=2026-02-30"),
    ("inbox/source=rok_players/kingdom=51/date=2026-01-26/a.csv", "date=2026-01-26"),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26/", ""),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26", ""),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26/sub/a.csv", "sub/a.csv"),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26/.hidden", ".hidden"),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26/..", ".."),
    ("raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=2026/a.csv", "run_ts=2026"),
    ("curated/source=rok_players/kingdom=51/dt=2026-01-26/other.parquet", "other.parquet"),
  ])
  func anErrorNamesThePartThatIsWrong(_ text: String, part: String) {
    #expect { try LakeKey(parsing: text) } throws: { error in
      (error as? LakeKeyError)?.part == part && (error as? LakeKeyError)?.key == text
    }
  }

  @Test func prefixesAreTheBeginningsOfTheirKeys() throws {
    let key = try LakeKey(
      parsing: "raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/a.csv")
    let run = try #require(RunTimestamp("20260126T153012Z"))
    let snapshot = key.snapshot
    let prefixes: [LakePrefix] = [
      .area(.raw), .source(.raw, snapshot.source),
      .kingdom(.raw, snapshot.source, snapshot.kingdom),
      .snapshot(.raw, snapshot), .run(.raw, snapshot, run),
    ]
    for prefix in prefixes { #expect(key.description.hasPrefix(prefix.description)) }
  }
}
